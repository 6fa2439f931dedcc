namespace RemoteDev.Gateway.Contain.CodeServer;

/// <summary>Absolute POSIX paths inside an environment, compared without touching a disk: the disk is another machine's.</summary>
internal static class InsidePath
{
    private const int MaxLength = 4096;

    /// <summary>
    /// True for an absolute path in its only spelling: no empty, dot or dot-dot segment, no backslash, no control character.
    /// Links inside are the environment's; whoever can plant one there can also read the file it names.
    /// </summary>
    public static bool IsPlain(ReadOnlySpan<char> path)
    {
        if (path.Length is 0 or > MaxLength || path[0] != '/' || path.Contains('\\') || path.IndexOfAnyInRange('\0', '\u001f') >= 0)
        {
            return false;
        }

        foreach (var range in path[1..].Split('/'))
        {
            var segment = path[1..][range];
            var isLast = range.End.Value == path.Length - 1;
            if (segment is "." or ".." || (segment.IsEmpty && !isLast))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a plain path is the folder or below it.</summary>
    public static bool IsWithin(ReadOnlySpan<char> path, ReadOnlySpan<char> folder)
    {
        folder = folder.TrimEnd('/');
        path = path.TrimEnd('/');
        return path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');
    }
}
