using System.Net;
using System.Net.Sockets;
using RemoteDev.Tests;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>A real sshd on a free port of the loopback, with a folder of its own, for the user who runs the tests.</summary>
internal sealed class OpenSshServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly TestProgram _program;

    private OpenSshServer(DirectoryInfo folder, TestProgram program, int port, SshPublicKey hostKey)
    {
        _folder = folder;
        _program = program;
        Port = port;
        HostKey = hostKey;
    }

    public int Port { get; }

    public SshPublicKey HostKey { get; }

    public string Log => _program.Said;

    public static async Task<OpenSshServer> StartAsync(SshPublicKey userKey)
    {
        var folder = Directory.CreateTempSubdirectory("ssh-transport-");
        using var hostKey = SshPrivateKey.GenerateEd25519();
        var keyFile = Path.Combine(folder.FullName, "host_ed25519");
        await File.WriteAllTextAsync(keyFile, hostKey.WritePem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var authorized = Path.Combine(folder.FullName, "authorized_keys");
        await File.WriteAllTextAsync(authorized, userKey.ToLine());
        if (Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory("/run/sshd");
        }

        var port = LoopbackPort.Free();
        var configuration = Path.Combine(folder.FullName, "sshd_config");
        await File.WriteAllLinesAsync(configuration,
        [
            $"ListenAddress 127.0.0.1:{port}", $"HostKey {keyFile}", "PidFile none", "StrictModes no", "UsePAM no",
            "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin prohibit-password", "LogLevel DEBUG2",
            "Subsystem sftp internal-sftp", $"AuthorizedKeysFile {authorized}",
        ]);
#pragma warning disable CA2000 // the server owns its program
        var program = await TestProgram.StartAsync("sshd", "Server listening on", "-D", "-e", "-f", configuration);
#pragma warning restore CA2000
        return new OpenSshServer(folder, program, port, hostKey.PublicKey);
    }

    public async Task<Stream> ConnectAsync()
    {
#pragma warning disable CA2000 // the stream owns its socket
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
