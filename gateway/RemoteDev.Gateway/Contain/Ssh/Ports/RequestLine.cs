using System.Collections.Frozen;
using System.Text;

namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>
/// The first line of an HTTP request (RFC 9112 section 3). Whatever Node's parser takes for a request is one here too, for VS Code's server
/// listens with it: also requests without a version, and those of RTSP and ICE, which it hands to the same listener.
/// </summary>
/// <param name="Path">The target up to the query, without scheme and host.</param>
/// <param name="Query">From the question mark on, or empty.</param>
internal readonly record struct RequestLine(RequestLineKind Kind, string Method, string Path, string Query)
{
    private const int LongestMethod = 16;

    private static readonly FrozenSet<string> Methods = FrozenSet.Create(
        StringComparer.Ordinal,
        "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "COPY", "LOCK", "MKCOL", "MOVE", "PROPFIND", "PROPPATCH", "SEARCH",
        "UNLOCK", "BIND", "REBIND", "UNBIND", "ACL", "REPORT", "MKACTIVITY", "CHECKOUT", "MERGE", "M-SEARCH", "NOTIFY", "SUBSCRIBE", "UNSUBSCRIBE", "PURGE",
        "MKCALENDAR", "LINK", "UNLINK", "SOURCE", "QUERY", "DESCRIBE", "ANNOUNCE", "SETUP", "PLAY", "PAUSE", "TEARDOWN", "GET_PARAMETER", "SET_PARAMETER",
        "REDIRECT", "RECORD", "FLUSH");

    private static readonly RequestLine Other = new(RequestLineKind.Other, "", "", "");

    /// <summary>Whether a line that begins so may still become a request.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        if (space < 0)
        {
            return line.Length <= LongestMethod && line.IndexOfAnyExceptInRange((byte)'-', (byte)'_') < 0;
        }

        if (space > LongestMethod || !Methods.Contains(Encoding.ASCII.GetString(line[..space])))
        {
            return false;
        }

        var target = line[space..].TrimStart((byte)' ');
        return target.IsEmpty || target[0] is (byte)'/' or (byte)'*' || char.IsAsciiLetterOrDigit((char)target[0]) || target[0] == '[';
    }

    /// <summary>Reads a line that may begin a request. The default, which nobody made, is one that cannot be followed.</summary>
    /// <param name="line">Without its end.</param>
    public static RequestLine Read(ReadOnlySpan<byte> line)
    {
        if (!MayBegin(line) || line.IndexOf((byte)' ') is var space && space < 0)
        {
            return Other;
        }

        var method = Encoding.ASCII.GetString(line[..space]);
        var rest = line[space..].Trim((byte)' ');
        var last = rest.LastIndexOf((byte)' ');
        var version = last < 0 ? default : rest[(last + 1)..];
        var isHttp = version.SequenceEqual("HTTP/1.1"u8) || version.SequenceEqual("HTTP/1.0"u8);
        var target = isHttp ? rest[..last].TrimEnd((byte)' ') : rest;
        var isTarget = !target.IsEmpty && target[0] is (byte)'/' or (byte)'*';
        if (!isHttp)
        {
            return isTarget || rest.IndexOf("://"u8) > 0 || rest.IndexOf("HTTP/"u8) >= 0 ? default : Other;
        }

        // What is between must be plain, and a fragment never leaves a client.
        if (target.IsEmpty || target.IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0 || target.Contains((byte)'#'))
        {
            return default;
        }

        if (method == "CONNECT")
        {
            return new RequestLine(RequestLineKind.Http, method, "", "");
        }

        if (!isTarget)
        {
            // The absolute form, which is how VS Code itself asks: ws://localhost/path?query.
            var scheme = target.IndexOf("://"u8);
            if (scheme <= 0)
            {
                return default;
            }

            var after = target[(scheme + 3)..];
            var end = after.IndexOfAny((byte)'/', (byte)'?', (byte)'\\');
            target = end < 0 ? "/"u8 : after[end..];
        }

        var text = Encoding.ASCII.GetString(target);
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        return mark < 0
            ? new RequestLine(RequestLineKind.Http, method, text, "")
            : new RequestLine(RequestLineKind.Http, method, text[..mark], text[mark..]);
    }
}
