using System.Diagnostics;

namespace RemoteDev.Gateway.Tests.OpenSsh;

/// <summary>One of OpenSSH's programs, run to its end with a deadline.</summary>
internal static class OpenSshProgram
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static string? Find(string program) =>
        new[] { "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(Find(program)!, arguments)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;

    /// <summary>Its exit code and what it said on both outputs.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string program, params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        var said = await process.StandardOutput.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, said + await errors);
    }
}
