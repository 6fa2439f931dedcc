using System.Diagnostics;

namespace RemoteDev.Gateway.Tests.Doors.Git.Ssh;

/// <summary>The git command line, with nobody's settings and nobody to ask.</summary>
internal static class GitProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Runs it, and fails when it does.</summary>
    public static async Task<string> InAsync(string folder, params string[] arguments)
    {
        var (exit, said) = await RunAsync(folder, arguments);
        Assert.True(exit == 0, $"git {string.Join(' ', arguments)} ended with {exit}: {said}");
        return said;
    }

    public static Task<(int Exit, string Said)> RunAsync(string folder, params string[] arguments) =>
        RunAsync(folder, System.Collections.Frozen.FrozenDictionary<string, string>.Empty, arguments);

    /// <summary>Its exit code and all that it said.</summary>
    /// <param name="environment">Variables beside those that keep settings and prompts away.</param>
    public static async Task<(int Exit, string Said)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var git = Start(folder, environment, arguments);
        var said = git.StandardOutput.ReadToEndAsync();
        var complained = git.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await git.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            git.Kill(entireProcessTree: true);
            Assert.Fail($"git {string.Join(' ', arguments)} had not ended after {Patience}: {await said}{await complained}");
        }

        return (git.ExitCode, await said + await complained);
    }

    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        (string Name, string Value)[] plain =
        [
            ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_TERMINAL_PROMPT", "0"), ("LC_ALL", "C"),
            ("GIT_AUTHOR_NAME", "Ada"), ("GIT_AUTHOR_EMAIL", "ada@acme.example"),
            ("GIT_COMMITTER_NAME", "Ada"), ("GIT_COMMITTER_EMAIL", "ada@acme.example"),
        ];
        foreach (var (name, value) in plain)
        {
            start.Environment[name] = value;
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
