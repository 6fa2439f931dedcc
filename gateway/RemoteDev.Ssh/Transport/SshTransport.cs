using RemoteDev.Ssh.Transport.Exchange;
using RemoteDev.Ssh.Transport.Packets;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport;

/// <summary>
/// One SSH connection below its services (RFC 4253), in either role: <see cref="OpenAsync"/> agrees on version and keys, and
/// <see cref="RunAsync"/> reads to the end and hands messages on. It owns the stream. All sending goes through the outbox, from any thread.
/// A connection that waits for its peer holds no buffer, provided that a read of zero octets on the stream waits for data.
/// </summary>
internal sealed partial class SshTransport : IMessageSender, IPumpOwner, IExchangeOwner, IAsyncDisposable
{
    /// <summary>What may be queued for a peer that is not authenticated yet.</summary>
    private const int OutboxCapBefore = 1024 * 1024;

    private readonly Stream _stream;
    private readonly TransportOptions _options;
    private readonly ReceiveBuffer _buffer = new();
    private readonly PacketReader _reader;
    private readonly PacketSealer _sealer = new();
    private readonly PacketPump _pump;
    private readonly ExchangeContext _context;
    private readonly KeyExchangeProtocol _exchange;
    private readonly EntryGate _gate = new();
    private readonly IncomingMessages _incoming;
    private readonly DeadlineTimer _deadlines;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IMessageHandler? _handler;
    private bool _drainUntold;
    private SshFault? _fault;

    public SshTransport(Stream stream, TransportOptions options, TimeProvider time)
    {
        _stream = stream;
        _options = options;
        _reader = new PacketReader(_buffer);
        _pump = new PacketPump(stream, _sealer, this, _stopping.Token) { Cap = Math.Min(options.OutboxCap, OutboxCapBefore) };
        _context = new ExchangeContext(options, _reader, _sealer, this);
        _exchange = new KeyExchangeProtocol(_context, new ExchangeAllowance(time));
        _incoming = new IncomingMessages(_context, _exchange, _gate);
        _deadlines = new DeadlineTimer(time, OnDeadline);
    }

    public SshRole Role => _options.Role;

    public ReadOnlyMemory<byte> SessionId => _context.SessionId;

    /// <summary>The peer's identification string; empty before it was read. Printable US-ASCII.</summary>
    public string PeerVersion { get; private set; } = string.Empty;

    /// <summary>For a client, the blob of the host key that the server has proven to hold; empty before.</summary>
    public ReadOnlyMemory<byte> HostKey => _context.HostKey;

    /// <summary>What was agreed on; null until <see cref="OpenAsync"/> has succeeded.</summary>
    public NegotiatedTransport? Negotiated => _exchange is { IsFirstDone: true, Algorithms: { } algorithms }
        ? new NegotiatedTransport(algorithms, PeerVersion, _incoming.PeerSignatureAlgorithms)
        : null;

    public long Unsent => _pump.Unsent;

    /// <summary>
    /// Exchanges versions and keys. Null when the connection can be used; after a fault it is over and the stream closed.
    /// </summary>
    public async ValueTask<SshFault?> OpenAsync(CancellationToken cancellationToken)
    {
        _deadlines.Set(Deadline.Login, _options.LoginGrace);
        await ReadAsync(OpenCoreAsync, cancellationToken);
        return Volatile.Read(ref _fault);
    }

    /// <summary>Reads to the end of the connection, and closes the stream. The handler's OnEnded has returned before this does.</summary>
    public async Task<SshFault> RunAsync(IMessageHandler handler, CancellationToken cancellationToken)
    {
        _handler = handler;
        try
        {
            TellDrained();
            await ReadAsync(() => ReceiveAsync(handler), cancellationToken);
        }
        finally
        {
            // Also when a handler threw: that is a bug, and the connection is over all the same.
            handler.OnEnded(_fault!);
        }

        return _fault!;
    }

    /// <summary>
    /// The user is authenticated: deadline and budgets of the time before are lifted, and messages of the connection protocol may come.
    /// </summary>
    public void Authenticated()
    {
        _gate.Lift();
        _pump.Cap = _options.OutboxCap;
        _deadlines.Clear(Deadline.Login);
        _deadlines.Set(Deadline.RekeyDue, _options.RekeyInterval);
        ExpectWord();
    }

    public void Enqueue(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body = default)
    {
        if (head.IsEmpty || head.Length + body.Length > SshLimits.Payload)
        {
            throw new ArgumentException("A message has 1 to 65536 octets.", nameof(head));
        }

        if (!_pump.TryQueue(head, body))
        {
            EndOverflow();
        }
    }

    public void Flush() => _pump.Flush();

    public void End(SshFault fault)
    {
        if (Interlocked.CompareExchange(ref _fault, fault, null) is null)
        {
            _deadlines.Set(Deadline.Close, _options.CloseGrace);
            _pump.End(PeerVersion.Length > 0 ? Farewell.Of(fault) : []);
        }
    }

    /// <summary>Ends the connection if it has not ended. A loop that still reads ends by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        End(new SshFault(DisconnectReason.ByApplication, "The connection was closed.", FaultOrigin.Local));
        await _closed.Task;
        if (Interlocked.Exchange(ref _reading, 1) == 0)
        {
            await ReleaseAsync();
        }
    }

    void IExchangeOwner.QueueOwn(ReadOnlySpan<byte> payload)
    {
        if (!_pump.TryQueueOwn(payload))
        {
            EndOverflow();
        }
    }

    void IExchangeOwner.OnExchangeBegun()
    {
        if (_exchange.IsFirstDone)
        {
            _deadlines.Set(Deadline.RekeyAnswer, _options.RekeyDeadline);
        }
    }

    void IExchangeOwner.OnExchangeFinished()
    {
        _deadlines.Clear(Deadline.RekeyAnswer);
        _deadlines.Set(Deadline.RekeyDue, _options.RekeyInterval);
    }

    void IPumpOwner.OnSealed(long octetsUnderKeys) => RekeyIfDue(octetsUnderKeys);

    void IPumpOwner.OnDrained()
    {
        Interlocked.Exchange(ref _drainUntold, true);
        TellDrained();
    }

    void IPumpOwner.OnWriteFailed(Exception failure) => EndLost(failure);

    void IPumpOwner.OnClosed()
    {
        Abort();
        _closed.TrySetResult();
    }

    // What drains while there is no handler yet is told to the one that comes: it may wait for just that.
    private void TellDrained()
    {
        if (_handler is { } handler && Volatile.Read(ref _fault) is null && Interlocked.Exchange(ref _drainUntold, false))
        {
            handler.OnDrained();
        }
    }

    private void EndOverflow()
        => End(new SshFault(DisconnectReason.ByApplication, "The peer does not read what is sent to it."));

    private void EndLost(Exception failure)
        => End(new SshFault(DisconnectReason.ConnectionLost, $"The connection was lost: {failure.Message}", FaultOrigin.Network));

    // Whatever still waits on the stream, in either direction, ends now.
    private void Abort()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The connection was over already when its last deadline passed.
        }

        _stream.Dispose();
    }

    private async ValueTask ReleaseAsync()
    {
        _deadlines.Dispose();
        _stopping.Dispose();
        await _stream.DisposeAsync();
        _sealer.Dispose();
        _buffer.Release();
        _reader.Dispose();
        _exchange.Dispose();
    }
}
