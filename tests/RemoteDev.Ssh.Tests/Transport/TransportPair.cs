using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>Our client and our server on a pair of streams in memory.</summary>
internal sealed class TransportPair : IAsyncDisposable
{
    public TransportPair(DuplexStreams? streams = null, TransportOptions? client = null, TransportOptions? server = null, TimeProvider? time = null)
    {
        Streams = streams ?? DuplexStreams.CreatePair();
        Client = new SshTransport(Streams.Client, client ?? TestOptions.Client, time ?? TimeProvider.System);
        Server = new SshTransport(Streams.Server, server ?? TestOptions.Server, time ?? TimeProvider.System);
    }

    public DuplexStreams Streams { get; }

    public SshTransport Client { get; }

    public SshTransport Server { get; }

    public RecordingHandler ClientHandler { get; init; } = new();

    public RecordingHandler ServerHandler { get; init; } = new();

    public Task<SshFault> ClientEnd { get; private set; } = Task.FromResult(SshFault.Protocol("not begun"));

    public Task<SshFault> ServerEnd { get; private set; } = Task.FromResult(SshFault.Protocol("not begun"));

    public async Task<(SshFault? Client, SshFault? Server)> OpenAsync()
    {
        var server = Server.OpenAsync(default).AsTask();
        var client = Client.OpenAsync(default).AsTask();
        return (await client, await server);
    }

    /// <summary>Opens both, and lets them run as though the user were authenticated.</summary>
    public async Task RunAsync()
    {
        Assert.Equal((null, null), await OpenAsync());
        Client.Authenticated();
        Server.Authenticated();
        ClientEnd = Task.Run(() => Client.RunAsync(ClientHandler, default));
        ServerEnd = Task.Run(() => Server.RunAsync(ServerHandler, default));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
