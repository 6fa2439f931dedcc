using System.Diagnostics;

namespace RemoteDev.Ssh.Tests.Crypto.Keys;

/// <summary>OpenSSH's ssh-keygen in a folder of its own: the peer that knows nothing of us.</summary>
internal sealed class SshKeygen : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("remotedev-ssh-");

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>Writes a file that only we may read, as private keys must be.</summary>
    public string Write(string file, string content)
    {
        var path = PathOf(file);
        File.WriteAllText(path, string.Empty);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Runs it and demands success.</summary>
    public string Run(params string[] arguments)
    {
        var (exitCode, output) = TryRun(string.Empty, arguments);
        Assert.True(exitCode == 0, output);
        return output;
    }

    public (int ExitCode, string Output) TryRun(string input, params string[] arguments)
    {
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo("ssh-keygen", arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = _folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process.StartInfo.Environment["TZ"] = "UTC";
        process.Start();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
