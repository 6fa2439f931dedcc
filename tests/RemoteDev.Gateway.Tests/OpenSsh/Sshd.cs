using System.Diagnostics;
using System.Text;
using RemoteDev.Ssh;
using RemoteDev.Tests;

namespace RemoteDev.Gateway.Tests.OpenSsh;

/// <summary>A real sshd on a free port of the loopback, which lets in whom a user authority vouches for: the account that runs the tests.</summary>
internal sealed class Sshd : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private Sshd(DirectoryInfo folder, Process process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    /// <summary>The one account that can log in.</summary>
    public static string Login => Environment.UserName;

    public int Port { get; }

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="hostCertificate">Shown beside the host key.</param>
    /// <param name="more">Further lines of its configuration.</param>
    public static async Task<Sshd> StartAsync(SshPrivateKey hostKey, SshPublicKey userAuthority, SshPublicKey? hostCertificate = null, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("remotedev-sshd-");
        var key = Write("host_key", hostKey.WritePem());
        var lines = new List<string>
        {
            $"HostKey {key}", "PidFile none", "StrictModes no", "UsePAM no", "PasswordAuthentication no", "KbdInteractiveAuthentication no",
            "PermitRootLogin prohibit-password", "AuthorizedKeysFile none", "LogLevel VERBOSE",
            $"TrustedUserCAKeys {Write("user_authority.pub", userAuthority.ToLine())}",
        };
        if (hostCertificate is not null)
        {
            lines.Add($"HostCertificate {Write("host_key-cert.pub", hostCertificate.ToLine())}");
        }

        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd");
        }

        var port = LoopbackPort.Free();
        lines.AddRange([$"ListenAddress 127.0.0.1:{port}", .. more]);
        var sshd = new Sshd(folder, OpenSshProgram.Start("sshd", "-D", "-e", "-f", Write("sshd_config", string.Join('\n', lines))), port);
        await sshd.ListeningAsync();
        return sshd;

        string Write(string name, string text)
        {
            var path = Path.Combine(folder.FullName, name);
            System.IO.File.WriteAllText(path, text + "\n");
            if (!OperatingSystem.IsWindows())
            {
                System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            return path;
        }
    }

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ListeningAsync()
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
            {
                _log.AppendLine(line.Data);
            }

            if (line.Data?.Contains("Server listening on", StringComparison.Ordinal) == true)
            {
                listening.TrySetResult();
            }
        };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        var first = await Task.WhenAny(listening.Task, _process.WaitForExitAsync()).WaitAsync(Deadline);
        Assert.True(first == listening.Task, Log);
    }
}
