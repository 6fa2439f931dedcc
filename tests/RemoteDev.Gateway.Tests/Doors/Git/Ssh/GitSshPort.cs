using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RemoteDev.Gateway.Tests.Listen;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Tests.Doors.Git.Ssh;

/// <summary>A port on loopback where the holder of one key is Ada and every command goes to git over SSH, so that the real ssh can be used.</summary>
internal sealed class GitSshPort : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();
    private readonly SshPrivateKey _hostKey = SshPrivateKey.GenerateEd25519();
    private readonly TemporaryFolder _folder = new();
    private readonly List<Task> _connections = [];
    private readonly GitSshHouse _house;
    private readonly Task _accepting;

    public GitSshPort(GitSshHouse house)
    {
        _house = house;
        var keyFile = Path.Combine(_folder.Path, "id");
        File.WriteAllText(keyFile, _key.WritePem());
#pragma warning disable CA1416 // the real ssh, on the systems that have it
        File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
#pragma warning restore CA1416
        _listener.Start();
        Url = string.Create(CultureInfo.InvariantCulture, $"ssh://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/payments/app.git");
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_SSH_VARIANT"] = "ssh",
            ["GIT_SSH_COMMAND"] = $"ssh -F none -i {keyFile} -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes "
                + "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR",
        };
        _accepting = AcceptAsync();
    }

    /// <summary>The repository's address.</summary>
    public string Url { get; }

    /// <summary>What git needs to know to come here.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections).WaitAsync(GitTalk.Patience);
        _stop.Dispose();
        _listener.Dispose();
        _key.Dispose();
        _hostKey.Dispose();
        _folder.Dispose();
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
        var handler = new OneKey(_key.PublicKey, TakeChannel);
        await SshServer.ServeAsync(stream, new SshServerOptions { HostKeys = [_hostKey] }, handler, TimeProvider.System, _stop.Token);
    }

    private void TakeChannel(ChannelOpening opening)
    {
        string? protocol = null;
        ChannelStream? channel = null;
#pragma warning disable CA2000 // whoever runs its command disposes it
        channel = new ChannelStream(request =>
        {
            switch (request.Name)
            {
                case "env" when EnvRequest.Read(request.Payload.Span) is { Name: "GIT_PROTOCOL" } said:
                    protocol = said.Value;
                    request.Succeed();
                    break;
                case "exec" when ExecRequest.Read(request.Payload.Span) is { } exec:
                    request.Succeed();
                    _connections.Add(RunAsync(channel!, exec.Command, protocol));
                    break;
                default:
                    request.Fail();
                    break;
            }
        });
#pragma warning restore CA2000
        opening.Accept(channel);
    }

    private async Task RunAsync(ChannelStream channel, string command, string? protocol)
    {
        await Task.Yield();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        _ = channel.Closed.ContinueWith(_ => gone.Cancel(), TaskScheduler.Default);
        await using var errors = new ChannelErrors(channel.Channel);
        var status = await _house.Transfer.ServeAsync(_house.Ada(), command, protocol, channel, errors, gone.Token);
        channel.Channel.Request("exit-status", new ExitStatus(status).ToArray());
        channel.EndWriting();
        await channel.DisposeAsync();
        await channel.Closed.WaitAsync(GitTalk.Patience);
    }
}
