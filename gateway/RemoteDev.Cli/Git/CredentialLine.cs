namespace RemoteDev.Cli.Git;

/// <summary>How git runs this very program as its credential helper.</summary>
internal static class CredentialLine
{
    /// <summary>The value of <c>credential.ORIGIN.helper</c>: a line for the shell, each word quoted.</summary>
    public static string Text { get; } = "!" + string.Join(' ', Words().Select(Quote)) + " git-credential";

    private static string[] Words()
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "remotedev.exe" : "remotedev");
        return File.Exists(program) ? [program] : [Environment.ProcessPath ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "remotedev.dll")];
    }

    // git's shell takes slashes on Windows too, where a backslash would be lost.
    private static string Quote(string word) =>
        $"'{(OperatingSystem.IsWindows() ? word.Replace('\\', '/') : word).Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
