using System.Diagnostics;
using System.Globalization;
using RemoteDev.Ssh;
using RemoteDev.Tests;

namespace RemoteDev.Benchmarks.Ssh;

/// <summary>A stock sshd on the loopback for the user who runs the benchmark.</summary>
internal sealed class OpenSshd : IDisposable
{
    // USER_HZ, which Linux fixes at 100 for everybody who reads /proc.
    private const double TicksPerSecond = 100;

    private readonly Process _process;

    private OpenSshd(Process process, int port, SshPublicKey hostKey)
    {
        _process = process;
        Port = port;
        HostKey = hostKey;
    }

    public int Port { get; }

    public SshPublicKey HostKey { get; }

    /// <summary>Processor time of the listener and of every connection that has ended and been waited for.</summary>
    public TimeSpan ProcessorTimeOfEnded
    {
        get
        {
            var text = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds(fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
    }

    /// <summary>Connections that have not ended, each a process.</summary>
    public int Connections => File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    public static async Task<OpenSshd> StartAsync(DirectoryInfo folder, string name, SshPublicKey userKey)
    {
        using var hostKey = SshPrivateKey.GenerateEd25519();
        string InFolder(string file) => Path.Combine(folder.FullName, $"{name}.{file}");
        await WriteSecretAsync(InFolder("host"), hostKey.WritePem());
        await File.WriteAllTextAsync(InFolder("keys"), userKey.ToLine());
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd");
        }

        var port = LoopbackPort.Free();
        await File.WriteAllLinesAsync(InFolder("config"),
        [
            $"ListenAddress 127.0.0.1:{port}", $"HostKey {InFolder("host")}", "PidFile none", "StrictModes no", "UsePAM no",
            "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin prohibit-password", "LogLevel INFO",
            "MaxStartups 1000", $"AuthorizedKeysFile {InFolder("keys")}",
        ]);
        var start = new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-e", "-f", InFolder("config")]) { UseShellExecute = false, RedirectStandardError = true };
        var process = Process.Start(start)!;
        var listens = new TaskCompletionSource();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("listening on", StringComparison.Ordinal) == true)
            {
                listens.TrySetResult();
            }
        };
        process.BeginErrorReadLine();
        await listens.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return new OpenSshd(process, port, hostKey.PublicKey);
    }

    public static async Task WriteSecretAsync(string file, string text)
    {
        await File.WriteAllTextAsync(file, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Waits until no connection is left, so that the time of all of them counts.</summary>
    public async Task UntilQuietAsync()
    {
        while (Connections > 0)
        {
            await Task.Delay(5);
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
