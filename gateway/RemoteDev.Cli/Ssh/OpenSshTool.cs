using System.ComponentModel;
using System.Diagnostics;

namespace RemoteDev.Cli.Ssh;

/// <summary>Runs the person's own <c>ssh-keygen</c> and <c>ssh-add</c>: keys are made and held by what they trust with them already.</summary>
internal static class OpenSshTool
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The exit code and what was said on the error stream; code -1 when there is no such program or it does not come to an end.</summary>
    public static async Task<(int Code, string Errors)> RunAsync(
        string program, IEnumerable<string> arguments, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in (string[])["HOME", SshAgent.Variable])
        {
            start.Environment[name] = environment(name);
        }

        // Nobody is asked anything: a passphrase dialogue would wait for ever where there is no screen.
        start.Environment["SSH_ASKPASS_REQUIRE"] = "never";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return (-1, $"{program} was not found. Install the OpenSSH client.");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            await output;
            return (process.ExitCode, (await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return (-1, $"{program} did not come to an end.");
        }
    }
}
