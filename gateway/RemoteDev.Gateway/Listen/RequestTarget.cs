namespace RemoteDev.Gateway.Listen;

/// <summary>
/// Refuses request targets that two servers could read in two ways. What passes here has one reading, so the path that is
/// matched against containment's routes is the path that the server inside will see (CVE-2025-54576, CVE-2026-41059).
/// </summary>
internal static class RequestTarget
{
    /// <summary>Why the target is refused, or null when it has one reading.</summary>
    /// <param name="rawTarget">As it stood on the request line, before anybody decoded it.</param>
    /// <param name="host">The Host header.</param>
    public static string? Fault(string rawTarget, string host)
    {
        var path = rawTarget.AsSpan();
        if (path.IsEmpty || path[0] != '/')
        {
            return AbsoluteFormFault(rawTarget, host);
        }

        return PathFault(path);
    }

    private static string? AbsoluteFormFault(string rawTarget, string host)
    {
        var rest = rawTarget.AsSpan();
        var scheme = rest.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return "The request target is neither a path nor a URL.";
        }

        rest = rest[(scheme + 3)..];
        var slash = rest.IndexOfAny('/', '?', '#');
        var authority = slash < 0 ? rest : rest[..slash];
        if (!authority.Equals(host, StringComparison.OrdinalIgnoreCase))
        {
            return "The request target names another host than the Host header.";
        }

        return slash < 0 || rest[slash] != '/' ? null : PathFault(rest[slash..]);
    }

    private static string? PathFault(ReadOnlySpan<char> target)
    {
        var query = target.IndexOf('?');
        var path = query < 0 ? target : target[..query];
        if (target.Contains('#'))
        {
            return "A request target has no fragment.";
        }

        if (target.IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            return "The request target contains a space, a control character or a character outside ASCII.";
        }

        if (path.Contains('\\'))
        {
            return "The path contains a backslash.";
        }

        return EscapeFault(path) ?? SegmentFault(path);
    }

    private static string? EscapeFault(ReadOnlySpan<char> path)
    {
        for (var at = path.IndexOf('%'); at >= 0;)
        {
            if (at + 2 >= path.Length || !char.IsAsciiHexDigit(path[at + 1]) || !char.IsAsciiHexDigit(path[at + 2]))
            {
                return "The path contains an incomplete percent-encoding.";
            }

            var value = (Convert.ToInt32(char.ToString(path[at + 1]), 16) << 4) | Convert.ToInt32(char.ToString(path[at + 2]), 16);
            switch (value)
            {
                case '/' or '\\':
                    return "The path contains an encoded slash or backslash.";
                case '.':
                    return "The path contains an encoded dot.";
                case < 0x20 or 0x7f:
                    return "The path contains an encoded control character.";
                case '%' when at + 4 < path.Length && char.IsAsciiHexDigit(path[at + 3]) && char.IsAsciiHexDigit(path[at + 4]):
                    return "The path is percent-encoded twice.";
                default:
                    break;
            }

            var next = path[(at + 3)..].IndexOf('%');
            at = next < 0 ? -1 : at + 3 + next;
        }

        return HasInvalidUtf8(path) ? "The path is not UTF-8." : null;
    }

    private static bool HasInvalidUtf8(ReadOnlySpan<char> path)
    {
        if (!path.Contains('%'))
        {
            return false;
        }

        // Kestrel leaves what is not UTF-8 undecoded, and the forwarder would then encode the percent sign: two readings.
        Span<byte> bytes = path.Length <= 1024 ? stackalloc byte[path.Length] : new byte[path.Length];
        var count = 0;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '%')
            {
                bytes[count++] = byte.Parse(path.Slice(i + 1, 2), System.Globalization.NumberStyles.HexNumber);
                i += 2;
            }
            else
            {
                bytes[count++] = (byte)path[i];
            }
        }

        return !System.Text.Unicode.Utf8.IsValid(bytes[..count]);
    }

    private static string? SegmentFault(ReadOnlySpan<char> path)
    {
        for (var at = path.IndexOf("/.", StringComparison.Ordinal); at >= 0;)
        {
            var segment = path[(at + 1)..];
            var end = segment.IndexOf('/');
            segment = end < 0 ? segment : segment[..end];
            if (segment is "." or "..")
            {
                return "The path contains a dot segment.";
            }

            var next = path[(at + 2)..].IndexOf("/.", StringComparison.Ordinal);
            at = next < 0 ? -1 : at + 2 + next;
        }

        return null;
    }
}
