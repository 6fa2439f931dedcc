using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RemoteDev.Gateway.Contain.CodeServer;

/// <summary>
/// The fields of a control message that decide what a connection is. JSON has several readings where keys repeat or bytes
/// are no UTF-8; those are refused, so that the server inside cannot see another type than we did.
/// </summary>
/// <param name="ConnectionType">1 management, 2 extension host, 3 tunnel; null when absent or not a plain number.</param>
/// <param name="Tunnel">The host and port in its arguments; null when they name none plainly.</param>
internal sealed record ControlMessage(string? Type, int? ConnectionType, TunnelTarget? Tunnel)
{
    private const int LongestHost = 255;

    public static ControlMessage? Read(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? ReadObject(ref reader) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter is for text that is half of a UTF-16 pair.
            return null;
        }
    }

    private static ControlMessage? ReadObject(ref Utf8JsonReader reader)
    {
        string? type = null;
        int? connectionType = null;
        TunnelTarget? tunnel = null;
        var seenType = false;
        var seenConnection = false;
        var seenArguments = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isConnection = reader.ValueTextEquals("desiredConnectionType"u8);
            var isArguments = reader.ValueTextEquals("args"u8);
            if ((isType && seenType) || (isConnection && seenConnection) || (isArguments && seenArguments))
            {
                return null;
            }

            reader.Read();
            if (isType)
            {
                seenType = true;
                type = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
            else if (isConnection)
            {
                seenConnection = true;
                connectionType = reader.TokenType == JsonTokenType.Number ? Plain(reader.ValueSpan) : null;
            }
            else if (isArguments && reader.TokenType == JsonTokenType.StartObject)
            {
                seenArguments = true;
                tunnel = ReadTarget(ref reader);
            }
            else
            {
                seenArguments |= isArguments;
                reader.Skip();
            }
        }

        // Reads to the end, so that bytes behind the object are an error here as they are inside.
        return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? new ControlMessage(type, connectionType, tunnel) : null;
    }

    /// <summary>Reads an object to its end; one that names a host or a port twice, or a port in any but the plain way, names none.</summary>
    private static TunnelTarget? ReadTarget(ref Utf8JsonReader reader)
    {
        string? host = null;
        int? port = null;
        var times = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isHost = reader.ValueTextEquals("host"u8);
            var isPort = reader.ValueTextEquals("port"u8);
            times += isHost ? 1 : isPort ? 1000 : 0;
            reader.Read();
            if (isHost && reader.TokenType == JsonTokenType.String)
            {
                host = reader.GetString();
            }
            else if (isPort && reader.TokenType == JsonTokenType.Number)
            {
                port = PlainPort(reader.ValueSpan);
            }

            reader.Skip();
        }

        return times == 1001 && host is { Length: > 0 and <= LongestHost } && port is { } known ? new TunnelTarget(host, known) : null;
    }

    private static int? PlainPort(ReadOnlySpan<byte> digits) =>
        digits.Length is > 0 and <= 5 && digits[0] != '0' && Utf8Parser.TryParse(digits, out int port, out var read) && read == digits.Length && port is > 0 and <= 65535
            ? port
            : null;

    /// <summary><c>3</c> is three; <c>3.0</c> and <c>3e0</c> are too, to JavaScript, and so are not let pass as anything.</summary>
    private static int? Plain(ReadOnlySpan<byte> digits) => digits.Length == 1 && digits[0] is >= (byte)'0' and <= (byte)'9' ? digits[0] - '0' : null;
}
