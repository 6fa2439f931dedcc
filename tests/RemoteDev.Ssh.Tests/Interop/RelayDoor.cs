using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RemoteDev.Ssh.Relay;
using RemoteDev.Ssh.Tests.Relay;
using RemoteDev.Ssh.Tests.Transport;

namespace RemoteDev.Ssh.Tests.Interop;

/// <summary>Our relay on a port of the loopback, and behind it a real sshd.</summary>
internal sealed class RelayDoor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ssh-relay-");
    private readonly SshPrivateKey _key;
    private readonly SshPrivateKey _hostKey = SshPrivateKey.GenerateEd25519();
    private readonly OpenSshServer _target;
    private readonly long _rekeyBytes;
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    private RelayDoor(SshPrivateKey key, OpenSshServer target, long rekeyBytes)
    {
        _key = key;
        _target = target;
        _rekeyBytes = rekeyBytes;
        System.IO.File.WriteAllText(KeyFile, key.WritePem());
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Host { get; } = $"{Environment.UserName}@127.0.0.1";

    public string Port => ((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

    public string TargetPort => _target.Port.ToString(CultureInfo.InvariantCulture);

    public string TargetKeyLine => _target.HostKey.ToLine();

    /// <summary>As PuTTY wants to be told.</summary>
    public string Fingerprint => _hostKey.PublicKey.Fingerprint;

    public string KeyFile => File("id_ed25519");

    /// <summary>For clients of OpenSSH.</summary>
    public IReadOnlyList<string> Options =>
    [
        "-F", "none", "-i", KeyFile, "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "BatchMode=yes",
        "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
    ];

    public static async Task<RelayDoor> StartAsync(long rekeyBytes = 1L << 30)
    {
        var key = SshPrivateKey.GenerateEd25519();
        return new RelayDoor(key, await OpenSshServer.StartAsync(key.PublicKey), rekeyBytes);
    }

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections).WaitAsync(Patience.Long);
        await _target.DisposeAsync();
        _stop.Dispose();
        _listener.Dispose();
        _key.Dispose();
        _hostKey.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        var options = new SshClientOptions
        {
            UserName = Environment.UserName,
            Signers = [_key],
            Trust = new HostTrust { PinnedKeys = [_target.HostKey] },
            RekeyBytes = _rekeyBytes,
        };
        var back = new BackHandler();
#pragma warning disable CA2000 // the client owns the stream
        var result = await SshClient.ConnectAsync(await _target.ConnectAsync(), options, back, TimeProvider.System, _stop.Token);
#pragma warning restore CA2000
        Assert.Null(result.Fault);
        await using var onward = result.Connection!;
        var handler = new KeyHolder(_key.PublicKey)
        {
            Open = opening => SshRelay.Join(opening, onward.Connection, new TestGuard()),
            Ask = request => SshRelay.Forward(request, onward.Connection),
        };
        back.Client = () => handler.Connection!;
        var server = new SshServerOptions { HostKeys = [_hostKey], RekeyBytes = _rekeyBytes };
        await SshServer.ServeAsync(stream, server, handler, TimeProvider.System, _stop.Token);
    }
}
