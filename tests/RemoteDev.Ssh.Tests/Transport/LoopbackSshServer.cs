using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>Our server side on a port of the loopback, with a handler per connection.</summary>
internal sealed class LoopbackSshServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TransportOptions _options;
    private readonly Func<SshTransport, IMessageHandler> _handler;
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    public LoopbackSshServer(TransportOptions options, Func<SshTransport, IMessageHandler> handler)
    {
        _options = options;
        _handler = handler;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Why connections ended.</summary>
    public ConcurrentQueue<SshFault> Ends { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
        _listener.Dispose();
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
        await using var transport = new SshTransport(stream, _options, TimeProvider.System);
        Ends.Enqueue(await transport.OpenAsync(_stop.Token) ?? await transport.RunAsync(_handler(transport), _stop.Token));
    }
}
