namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>
/// Where a browser goes after it was sent away to sign in: a path of the same origin, and nothing a browser could read as
/// another host (CVE-2020-5233, CVE-2020-4037, CVE-2021-29456).
/// </summary>
internal static class ReturnPath
{
    private const int MaxLength = 2048;

    /// <summary>The path if it is one, otherwise <c>/</c>.</summary>
    public static string Safe(string? path) =>
        path is { Length: > 0 and <= MaxLength }
        && path[0] == '/'
        && (path.Length == 1 || path[1] != '/')
        && path.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0
        && !path.Contains('\\', StringComparison.Ordinal)
        && !path.StartsWith(EnvironmentPaths.Own, StringComparison.OrdinalIgnoreCase)
            ? path
            : "/";
}
