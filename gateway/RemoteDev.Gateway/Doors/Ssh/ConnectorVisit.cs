using System.Buffers.Binary;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh;
using RemoteDev.Ssh.Connection;
using RemoteDev.Ssh.Connection.Payloads;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>
/// The connection of an environment's connector: <c>ssh -N -R 0:localhost:22</c>. It may ask for one thing, to be listened for, and then
/// the environment is reached through it; the gateway listens on no port for that. Everything else is refused: it is no person.
/// </summary>
internal sealed partial class ConnectorVisit : ISshPlaceVisit
{
    /// <summary>Whoever still asks after so many refusals is not a connector.</summary>
    private const int Patience = 16;

    /// <summary>What a client hears that left the port to the gateway. Nothing listens there: it only recognises its own channels by it.</summary>
    private const ushort ShownPort = 22;

    private static readonly string[] Loopback = ["", "localhost", "127.0.0.1", "::1"];

    private readonly ConnectorIdentity _identity;
    private readonly SshConnection _connection;
    private readonly SshDoorRooms _rooms;
    private readonly TimeSpan _silence;
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _gate = new();
    private LiveConnector? _live;
    private long _heard;
    private string _why = "The connector, or the network between, closed it.";
    private bool _asked;
    private bool _gone;
    private int _refused;

    /// <summary>Begins the visit of a connector that has shown its key.</summary>
    /// <param name="silence">A connector that has not answered for so long is gone.</param>
    public ConnectorVisit(ConnectorIdentity identity, SshConnection connection, SshDoorRooms rooms, TimeSpan silence)
    {
        _identity = identity;
        _connection = connection;
        _rooms = rooms;
        _silence = silence;
        _heard = rooms.Clock.GetTimestamp();
        rooms.Connectors.Dropped += OnDropped;
        rooms.Catalog.Changed += OnCatalogChanged;
        _ = GuardRounds.EveryAsync(silence / 3, rooms.Clock, WatchAsync, rooms.Log, _over.Token);
    }

    public void OnChannelOpen(ChannelOpening opening)
    {
        Refused(SshDoorRefusals.ConnectorOnly);
        opening.Refuse(OpenFailureReason.AdministrativelyProhibited, RefusalLine.Of(SshDoorRefusals.ConnectorOnly));
    }

    public void OnGlobalRequest(GlobalRequest request)
    {
        if (request.Name == "tcpip-forward" && TcpIpForward.Read(request.Payload.Span) is { } listens && Loopback.Contains(listens.Address) && !_asked)
        {
            _asked = true;
            _ = TryRegisterAsync(request, listens);
            return;
        }

        request.Fail();

        // Every ssh -N says that it wants no sessions; that is no attempt at anything.
        if (request.Name != "no-more-sessions@openssh.com")
        {
            Refused(SshDoorRefusals.ConnectorOnly);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _rooms.Connectors.Dropped -= OnDropped;
        _rooms.Catalog.Changed -= OnCatalogChanged;
        lock (_gate)
        {
            _gone = true;
        }

        Unregister();
        await _over.CancelAsync();
        _over.Dispose();
    }

    private async Task TryRegisterAsync(GlobalRequest request, TcpIpForward listens)
    {
        try
        {
            await RegisterAsync(request, listens);
        }
        catch (Exception bug)
        {
            // Nobody waits for this: a connector that was not answered would wait for ever, and one whose key was not looked up would stay.
            LogBroken(_rooms.Log, _identity.Environment, bug);
            End("An error of the gateway has ended it.");
        }
    }

    private async Task RegisterAsync(GlobalRequest request, TcpIpForward listens)
    {
        var seen = listens with { Port = listens.Port == 0 ? ShownPort : listens.Port };
        var live = new LiveConnector(_identity.Environment, _identity.Fingerprint, _identity.Source, _rooms.Clock.GetUtcNow(), _connection, seen);
        if (!await _rooms.Trace.ConnectedAsync(live))
        {
            End(SshRefusals.NoTrace.Reason);
            request.Fail();
            return;
        }

        LiveConnector? oldest = null;
        bool gone;
        lock (_gate)
        {
            gone = _gone;
            if (!gone)
            {
                _live = live;
                oldest = _rooms.LiveConnectors.Add(live);
            }
        }

        if (gone)
        {
            _rooms.Trace.Disconnected(live, _why, _rooms.Clock.GetUtcNow() - live.Since);
            request.Fail();
            return;
        }

        oldest?.Connection.End(Fault("A newer connection of this connector took its place."));
        var port = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(port, ShownPort);
        request.Succeed(listens.Port == 0 ? port : []);

        // Removed between the look at sign-in and here: the remover found nothing to end. Whoever comes anew is known, or does not come.
        if (await _rooms.Connectors.WhyNotAsync(_identity, CancellationToken.None) is { } refusal)
        {
            End(refusal.Reason);
        }
    }

    // Asks for a sign of life: a connector behind a dead network must not look connected. Looks at its key as well, which another gateway
    // of the same house may have removed.
    private async Task WatchAsync(CancellationToken over)
    {
        lock (_gate)
        {
            if (_gone)
            {
                return;
            }
        }

        if (_rooms.Clock.GetElapsedTime(Volatile.Read(ref _heard)) > _silence)
        {
            End("It did not answer any more.");
            return;
        }

        _connection.SendGlobalRequest("keepalive@openssh.com", [], (_, _) => Heard());
        _connection.Flush();

        // A database that is silent removed no key: to end on it would cut every session behind every connector. It needs no bound of
        // its own: a catalogue that cannot be read is withdrawn after half a minute, and from then on nobody is let through to anything.
        if (await _rooms.Connectors.WhyNotAsync(_identity, over) is { Code: not RefusalCode.NotReady } refusal)
        {
            End(refusal.Reason);
        }
    }

    // Any answer will do; OpenSSH says that it does not know the request.
    private void Heard()
    {
        Volatile.Write(ref _heard, _rooms.Clock.GetTimestamp());
        _live?.Seen(_rooms.Clock.GetUtcNow());
    }

    private void OnDropped(string fingerprint)
    {
        if (fingerprint == _identity.Fingerprint)
        {
            End(ConnectorRefusals.Removed.Reason);
        }
    }

    private void OnCatalogChanged(CatalogSnapshot catalog)
    {
        if (_rooms.Connectors.WhyNot(_identity) is { } refusal)
        {
            End(refusal.Reason);
        }
    }

    private void Refused(Refusal refusal)
    {
        _rooms.Trace.Refused(_identity, refusal);
        if (Interlocked.Increment(ref _refused) >= Patience)
        {
            End("It asked for too much that no connector needs.");
        }
    }

    private void End(string why)
    {
        lock (_gate)
        {
            if (_gone)
            {
                return;
            }

            _gone = true;
            _why = why;
        }

        // Nobody is sent through it from here on, whatever the network makes of the goodbye.
        Unregister();
        _connection.End(Fault(why));
    }

    private void Unregister()
    {
        LiveConnector? live;
        lock (_gate)
        {
            (live, _live) = (_live, null);
        }

        if (live is not null)
        {
            _rooms.LiveConnectors.Remove(live);
            _rooms.Trace.Disconnected(live, _why, _rooms.Clock.GetUtcNow() - live.Since);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The connector of {Environment} could not be registered.")]
    private static partial void LogBroken(ILogger logger, string environment, Exception bug);

    private static SshFault Fault(string why) => new(DisconnectReason.ByApplication, RefusalLine.Of(why), FaultOrigin.Local);
}
