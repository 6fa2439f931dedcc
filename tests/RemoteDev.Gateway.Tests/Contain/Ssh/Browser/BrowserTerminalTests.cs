using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Contain.Ssh.Browser;
using RemoteDev.Gateway.Identify.Keys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;
using RemoteDev.Gateway.Tests.Trace;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Recordings;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;

namespace RemoteDev.Gateway.Tests.Contain.Ssh.Browser;

/// <summary>A terminal that is cut while it is being opened says why it was cut, and asks the target for nothing more.</summary>
[UnsupportedOSPlatform("windows")]
[SuppressMessage("Reliability", "CA2000", Justification = "Connections and channels own their streams.")]
public sealed class BrowserTerminalTests : IAsyncLifetime, IDisposable
{
    private static readonly Refusal Why = new(RefusalCode.WindowClosed, "The window has closed.");

    private readonly ContainHouse _house = new();
    private readonly SshPrivateKey _hostKey = SshPrivateKey.GenerateEd25519();
    private readonly SshPrivateKey _key = SshPrivateKey.GenerateEd25519();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _asked = [];
    private readonly TaskCompletionSource<ChannelRequest> _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _folder = Directory.CreateTempSubdirectory("remotedev-browser-").FullName;
    private SshClientConnection _target = null!;
    private Task _serving = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _listener.Start();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_listener.LocalEndpoint);
        var peer = await _listener.AcceptTcpClientAsync();
        _serving = SshServer.ServeAsync(
            peer.GetStream(), new SshServerOptions { HostKeys = [_hostKey] }, new OneKey(_key.PublicKey, Accept), TimeProvider.System, _stop.Token);
        var options = new SshClientOptions { UserName = "dev", Signers = [_key], Trust = new HostTrust { PinnedKeys = [_hostKey.PublicKey] } };
        var result = await SshClient.ConnectAsync(new NetworkStream(socket, ownsSocket: true), options, null, TimeProvider.System, CancellationToken.None);
        _target = result.Connection ?? throw new InvalidOperationException(result.Fault!.Message);
    }

    public async Task DisposeAsync()
    {
        await _target.DisposeAsync();
        await _stop.CancelAsync();
        await _serving;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _hostKey.Dispose();
        _key.Dispose();
        _stop.Dispose();
        _house.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("pty-req")]
    [InlineData("shell")]
    public async Task SaysWhyItWasCut_AndAsksForNothingMore(string during)
    {
        _heldRequest = during;
        var permitted = await _house.PermittedAsync();
        var opening = BrowserTerminal.OpenAsync(
            permitted, _target.Connection, TerminalSize.Near(80, 24), new Yes(permitted), Screens(), CancellationToken.None).AsTask();
        var request = await _held.Task.WaitAsync(TraceFixture.Patience);

        permitted.Session.End(EndReason.WindowClosed, Why);

        Assert.False((await opening.WaitAsync(TraceFixture.Patience)).Passed(out _, out var refusal));
        Assert.Equal(Why, refusal);
        request.Succeed();
        Assert.Equal(during, _asked[^1]);
        Assert.Empty(permitted.Session.Streams());
    }

    private string _heldRequest = "";

    private void Accept(ChannelOpening opening) => opening.Accept(new ChannelStream(request =>
    {
        _asked.Add(request.Name);
        if (request.Name == _heldRequest)
        {
            _held.TrySetResult(request);
        }
        else
        {
            request.Succeed();
        }
    }));

    private ScreenMaker Screens()
    {
        var key = MasterKey.At(Path.Combine(_folder, "master.key"), Path.Combine(_folder, "keys"));
        var shelf = new RecordingShelf(Path.Combine(_folder, "recordings"), new TraceDisk(), key, TimeProvider.System);
        return new ScreenMaker(new SshTools(_house.Ledger, _house.House.Trace, shelf, TimeProvider.System));
    }

    private sealed class Yes(Permitted permitted) : ISshJudge
    {
        public Step<Permitted> Judge(EntityUid action, int? port = null) => permitted;

        public void Refused(Refusal refusal, EntityUid? action = null)
        {
        }

        public void End(EndReason reason, Refusal why) => permitted.Session.End(reason, why);
    }
}
