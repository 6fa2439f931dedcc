using System.Net;
using System.Net.Sockets;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Proxies;

namespace RemoteDev.Gateway.Listen.Ssh;

/// <summary>
/// Accepts connections of the SSH door and makes the first proof of each. Turns away what is too much before a byte is read or sent,
/// and everything while the house is not open.
/// </summary>
internal sealed partial class SshListener(
    SshListenOptions options, SshAddress address, ISshDoor door, Readiness readiness, ProxyPeers proxies, TimeProvider clock, ILogger<SshListener> log)
    : BackgroundService
{
    private const int Backlog = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Strangers _strangers = new(options.MaxUnauthenticated, options.MaxUnauthenticatedPerSource);

    // Of one proxy there may be as many as of all: who hides behind it is not known yet.
    private readonly Strangers _proxied = new(options.MaxUnauthenticated, options.MaxUnauthenticated);
    private readonly List<TcpListener> _listeners = [];
    private int _connections;

    /// <summary>Binds before the house opens, so that a port that is taken stops the start instead of hiding in a log.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var text in options.Addresses)
        {
            SshListenOptions.TryEndPoint(text, out var endPoint);
            var listener = new TcpListener(endPoint);
            _listeners.Add(listener);
            if (endPoint.Address.Equals(IPAddress.IPv6Any))
            {
                listener.Server.DualMode = true;
            }

            listener.Start(Backlog);
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            address.Chosen(port);
            LogListening(log, endPoint.Address, port);
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_listeners.Select(listener => AcceptAsync(listener, stoppingToken)));

    private async Task AcceptAsync(TcpListener listener, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Socket? peer = null;
            try
            {
                peer = await listener.AcceptSocketAsync(stoppingToken);
                Take(peer, stoppingToken);
                continue;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException fault)
            {
                // A peer that was gone before it was accepted, or no file handle left: neither is a reason to stop listening.
                LogAccept(log, fault.SocketErrorCode);
            }
            catch (Exception bug)
            {
                // Nor is an error of ours: the other addresses would go on, and nobody would see that this one does not.
                GuardRounds.Failed(log, bug);
            }

            peer?.Dispose();
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(Socket peer, CancellationToken stoppingToken)
    {
        if (!readiness.IsOpen
            || peer.RemoteEndPoint is not IPEndPoint { Address: var source }
            || Volatile.Read(ref _connections) >= options.MaxConnections)
        {
            peer.Dispose();
            return;
        }

        // A proxy's connections are all from one address. Until it has said for whom, they count against the whole alone.
        var plain = ProxyPeers.Plain(source);
        var isProxy = proxies.Contains(plain);
#pragma warning disable CA2000 // ServeAsync disposes the place
        if ((isProxy ? _proxied : _strangers).TryAdmit(plain, Chance()) is not { } place)
        {
            peer.Dispose();
            return;
        }

#pragma warning restore CA2000
        Interlocked.Increment(ref _connections);
        _ = ServeAsync(plain, isProxy, peer, place, stoppingToken);
    }

    // Only the randomness of who is turned away under load; nothing rests on its being unguessable.
#pragma warning disable CA5394
    private static double Chance() => Random.Shared.NextDouble();
#pragma warning restore CA5394

    private async Task ServeAsync(IPAddress source, bool isProxy, Socket peer, IDisposable place, CancellationToken stoppingToken)
    {
        // The accept loop goes on at once, whatever the door does before it first waits.
        await Task.Yield();
        var id = $"ssh-{Guid.CreateVersion7():N}";
        try
        {
            await using var stream = new NetworkStream(peer, ownsSocket: true);
            peer.NoDelay = true;
            if (!isProxy)
            {
                await ServeAsync(id, source, stream, place, stoppingToken);
            }
            else if (await proxies.ReadAsync(source, stream, stoppingToken) is { } client)
            {
                using var stranger = _strangers.TryAdmit(client, Chance());
                place.Dispose();
                if (stranger is not null)
                {
                    await ServeAsync(id, client, stream, stranger, stoppingToken);
                }
            }
        }
        catch (Exception bug)
        {
            LogBroken(log, id, bug);
        }
        finally
        {
            place.Dispose();
            Interlocked.Decrement(ref _connections);
        }
    }

    private Task ServeAsync(string id, IPAddress source, NetworkStream stream, IDisposable stranger, CancellationToken stoppingToken) =>
        door.ServeAsync(Connection.Accept(id, Door.Ssh, "", source, encrypted: true, clock.GetUtcNow()), stream, stranger, stoppingToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "SSH listens on {Address} port {Port}.")]
    private static partial void LogListening(ILogger logger, IPAddress address, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An SSH connection could not be accepted: {Error}.")]
    private static partial void LogAccept(ILogger logger, SocketError error);

    [LoggerMessage(Level = LogLevel.Error, Message = "SSH connection {Connection} failed.")]
    private static partial void LogBroken(ILogger logger, string connection, Exception bug);
}
