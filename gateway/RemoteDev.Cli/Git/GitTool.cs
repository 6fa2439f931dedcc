using System.ComponentModel;
using System.Diagnostics;

namespace RemoteDev.Cli.Git;

/// <summary>Runs the person's own git, for its configuration.</summary>
internal static class GitTool
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The exit code with what was said on both streams; code -1 when there is no git or it does not come to an end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        IEnumerable<string> arguments, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in (string[])["HOME", "XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL"])
        {
            start.Environment[name] = environment(name);
        }

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return (-1, "", "git was not found. Install it.");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output, (await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return (-1, "", "git did not come to an end.");
        }
    }
}
