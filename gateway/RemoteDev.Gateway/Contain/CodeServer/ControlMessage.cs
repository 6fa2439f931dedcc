using System.Text.Json;
using System.Text.Unicode;

namespace RemoteDev.Gateway.Contain.CodeServer;

/// <summary>
/// The two fields of a control message that decide what a connection is. JSON has several readings where keys repeat or bytes
/// are no UTF-8; those are refused, so that the server inside cannot see another type than we did.
/// </summary>
/// <param name="ConnectionType">1 management, 2 extension host, 3 tunnel; null when absent or not a plain number.</param>
internal sealed record ControlMessage(string? Type, int? ConnectionType)
{
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
        catch (JsonException)
        {
            return null;
        }
    }

    private static ControlMessage? ReadObject(ref Utf8JsonReader reader)
    {
        string? type = null;
        int? connectionType = null;
        var seenType = false;
        var seenConnection = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isConnection = reader.ValueTextEquals("desiredConnectionType"u8);
            if ((isType && seenType) || (isConnection && seenConnection))
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
            else
            {
                reader.Skip();
            }
        }

        // Reads to the end, so that bytes behind the object are an error here as they are inside.
        return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? new ControlMessage(type, connectionType) : null;
    }

    /// <summary><c>3</c> is three; <c>3.0</c> and <c>3e0</c> are too, to JavaScript, and so are not let pass as anything.</summary>
    private static int? Plain(ReadOnlySpan<byte> digits) => digits.Length == 1 && digits[0] is >= (byte)'0' and <= (byte)'9' ? digits[0] - '0' : null;
}
