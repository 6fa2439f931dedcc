using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>Our transport in one role, running, with a scripted peer at the other end.</summary>
internal sealed class Victim : IAsyncDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Victim(SshRole role, TransportOptions? options, TransportOptions? peerOptions, TimeProvider? time, bool authenticated)
    {
        Streams = DuplexStreams.CreatePair();
        var isServer = role == SshRole.Server;
        Transport = new SshTransport(
            isServer ? Streams.Server : Streams.Client, options ?? (isServer ? TestOptions.Server : TestOptions.Client), time ?? TimeProvider.System);
        Peer = new RawPeer(isServer ? Streams.Client : Streams.Server, peerOptions ?? (isServer ? TestOptions.Client : TestOptions.Server));
        Opened = Task.Run(() => Transport.OpenAsync(default).AsTask());
        Ended = RunAsync(authenticated);
    }

    public DuplexStreams Streams { get; }

    public SshTransport Transport { get; }

    public RawPeer Peer { get; }

    public RecordingHandler Handler { get; } = new();

    public Task<SshFault?> Opened { get; }

    public Task<SshFault> Ended { get; }

    /// <summary>The first exchange is over, and the user authenticated where a test wants it.</summary>
    public Task Ready => _ready.Task;

    public static Victim As(
        SshRole role, bool authenticated = false, TransportOptions? options = null, TransportOptions? peer = null, TimeProvider? time = null)
        => new(role, options, peer, time, authenticated);

    /// <summary>The connection is over, by a fault of the peer with this reason.</summary>
    public async Task AssertBlamesPeerAsync(DisconnectReason reason, string message)
    {
        var fault = await Ended;
        Assert.Equal(FaultOrigin.Peer, fault.Origin);
        Assert.Equal(reason, fault.Reason);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Empty(await Handler.RestAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Peer.DisposeAsync();
        await Ended;
        await Transport.DisposeAsync();
    }

    private async Task<SshFault> RunAsync(bool authenticated)
    {
        if (await Opened is { } fault)
        {
            Handler.OnEnded(fault);
            return fault;
        }

        if (authenticated)
        {
            Transport.Authenticated();
        }

        _ready.SetResult();
        return await Transport.RunAsync(Handler, default);
    }
}
