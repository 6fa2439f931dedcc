using System.Globalization;
using System.Text;

namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>
/// The header fields of one request that say where it ends and what follows it. A request whose end has two readings is not followed, for
/// another could hide behind it (RFC 9112 section 11.2).
/// </summary>
internal sealed class RequestHead
{
    private string? _upgrade;
    private string _connection = "";
    private bool _hasLength;

    /// <summary>Octets of the body, when it says.</summary>
    public long Length { get; private set; }

    /// <summary>Whether the body comes in chunks.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>Whether it wants to speak something else from here on.</summary>
    public bool IsUpgrade => _upgrade is not null;

    /// <summary>Whether that is a WebSocket, or what VS Code calls one.</summary>
    public bool IsWebSocket => string.Equals(_upgrade, "websocket", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes one field.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="passes">Whether the server is to see it: extensions of WebSockets are not offered, so frames stay readable.</param>
    /// <returns>False: this is no field that can be followed.</returns>
    public bool Take(ReadOnlySpan<byte> line, out bool passes)
    {
        passes = true;
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || !IsToken(line[..colon]))
        {
            return false;
        }

        var value = Encoding.Latin1.GetString(line[(colon + 1)..]).Trim(' ', '\t');
        switch (Encoding.ASCII.GetString(line[..colon]).ToUpperInvariant())
        {
            case "CONTENT-LENGTH":
                var isFirst = !_hasLength;
                _hasLength = true;
                var isNumber = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length);
                Length = length;
                return isFirst && isNumber && value.Length <= 15;
            case "TRANSFER-ENCODING":
                var isOnly = !IsChunked;
                IsChunked = string.Equals(value, "chunked", StringComparison.OrdinalIgnoreCase);
                return isOnly && IsChunked;
            case "UPGRADE":
                var isNew = _upgrade is null;
                _upgrade = value;
                return isNew && value.Length > 0;
            case "CONNECTION":
                _connection = _connection.Length == 0 ? value : $"{_connection},{value}";
                return true;
            case "SEC-WEBSOCKET-EXTENSIONS":
                passes = false;
                return true;
            default:
                return true;
        }
    }

    /// <summary>Whether all fields together have one reading.</summary>
    public bool IsSound()
    {
        if (IsChunked && _hasLength)
        {
            return false;
        }

        if (_upgrade is null)
        {
            return true;
        }

        // A server that finds no such option goes on with HTTP, and one that finds a list chooses.
        return _connection.Split(',').Any(option => option.Trim(' ').Equals("upgrade", StringComparison.OrdinalIgnoreCase))
            && (IsWebSocket ? !IsChunked && !_hasLength : !_upgrade.Contains("websocket", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsToken(ReadOnlySpan<byte> name)
    {
        foreach (var one in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)one) && "!#$%&'*+-.^_`|~"u8.IndexOf(one) < 0)
            {
                return false;
            }
        }

        return true;
    }
}
