using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh.Relay;

/// <summary>
/// One direction of a relayed channel. What the sink's window does not take waits here, and the source is given credit only for what has
/// been handed on, so at most a window of the source waits. Its lock is held while messages are queued, never while a filter is called,
/// a channel is closed or anything is flushed.
/// </summary>
internal sealed class RelayLane(IChannelGuard guard)
{
    /// <summary>What the other side may leave unread before the source waits for it.</summary>
    private const int LowWater = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly PendingOctets _pending = new();
    private readonly List<(string Name, ReadOnlyMemory<byte> Payload)> _farewells = [];
    private volatile bool _answersWait;
    private IChannelFilter? _filter;
    private FilterOutput? _output;
    private SshChannel? _source;
    private SshChannel? _sink;
    private long _owed;
    private bool _filterEnded;
    private bool _eof;
    private bool _eofSent;
    private bool _sourceClosed;
    private bool _dropsData;
    private bool _dead;

    /// <summary>Octets that wait for the sink's window.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _pending.Length;
            }
        }
    }

    /// <summary>The other direction.</summary>
    public RelayLane Opposite { get; set; } = null!;

    public void SetFilter(IChannelFilter? filter, FilterOutput output)
    {
        _filter = filter;
        _output = output;
    }

    /// <summary>Both sides are there. Nothing has been handed on before.</summary>
    public void Join(SshChannel source, SshChannel sink)
    {
        lock (_gate)
        {
            _source = source;
            _sink = sink;
        }
    }

    public void OnData(ReadOnlySpan<byte> data, uint stream)
    {
        if (Volatile.Read(ref _dead))
        {
            return;
        }

        if (_filter is null)
        {
            Hand(data, stream);
        }
        else
        {
            _filter.Pass(data, stream, _output!);
        }

        lock (_gate)
        {
            _owed += data.Length;
        }

        Settle();
    }

    /// <summary>Hands octets to the sink, or keeps them until its window opens.</summary>
    public void Hand(ReadOnlySpan<byte> octets, uint stream)
    {
        lock (_gate)
        {
            if (_dead || _dropsData || _eofSent || _sink is null)
            {
                return;
            }

            var taken = _pending.Length == 0 ? _sink.Write(octets, stream) : 0;
            _pending.Add(octets[taken..], stream);
        }
    }

    /// <summary>Hands on what the filter of the other direction answers to its sender, who waits if it does not read that.</summary>
    public void HandAnswer(ReadOnlySpan<byte> octets)
    {
        Hand(octets, stream: 0);
        lock (_gate)
        {
            _answersWait = _answersWait || _pending.Length > LowWater;
        }
    }

    /// <summary>The source has said how its program ended: handed on behind its data.</summary>
    public void OnFarewell(string name, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            _farewells.Add((name, payload));
        }

        Settle();
    }

    public void OnEof()
    {
        EndFilter();
        lock (_gate)
        {
            _eof = true;
        }

        Settle();
    }

    /// <summary>The source is gone: what waits is still delivered, and then the sink is closed.</summary>
    public void OnSourceClosed()
    {
        EndFilter();
        lock (_gate)
        {
            _sourceClosed = true;
        }

        Settle();
    }

    /// <summary>Data is dropped from now on, as though it had been handed on. What comes behind it still passes.</summary>
    public void DropData()
    {
        lock (_gate)
        {
            _dropsData = true;
            _pending.Clear();
        }

        Settle();
    }

    /// <summary>Nothing passes any more: the sink is gone, or the channel is being ended.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            Volatile.Write(ref _dead, true);
            _pending.Clear();
            _answersWait = false;
            _farewells.Clear();
        }
    }

    /// <summary>Does what can be done now: hands on what waits, says what comes behind it, and pays credit that is owed.</summary>
    public void Settle()
    {
        SshChannel? toClose;
        bool answersTaken;
        lock (_gate)
        {
            if (_source is null || _sink is null || _dead)
            {
                return;
            }

            var answersWaited = _answersWait;
            Deliver(_sink);
            answersTaken = answersWaited && !_answersWait;
            Pay(_source, _sink);
            toClose = _sourceClosed && _pending.Length == 0 ? _sink : null;
        }

        if (answersTaken)
        {
            Opposite.Settle();
        }

        // May tell that the sink is closed before it returns.
        toClose?.Close();
    }

    private void EndFilter()
    {
        if (!_filterEnded && !Volatile.Read(ref _dead))
        {
            _filterEnded = true;
            _filter?.End(_output!);
        }
    }

    private void Deliver(SshChannel sink)
    {
        while (_pending.Length > 0)
        {
            var octets = _pending.Peek(out var stream);
            var taken = sink.Write(octets, stream);
            _pending.Take(taken);
            if (taken < octets.Length)
            {
                break;
            }
        }

        if (_pending.Length > 0)
        {
            return;
        }

        _answersWait = false;
        foreach (var (name, payload) in _farewells)
        {
            sink.Request(name, payload.Span);
        }

        _farewells.Clear();
        if (_eof && !_eofSent && !_dropsData)
        {
            _eofSent = true;
            sink.Eof();
        }
    }

    // Whoever makes one of these conditions untrue calls Settle afterwards, so what is owed now is paid then.
    private void Pay(SshChannel source, SshChannel sink)
    {
        var due = _owed - Math.Min(_owed, _pending.Length);
        if (due == 0 || sink.Connection.Sender.Unsent > LowWater || Opposite._answersWait || guard.HoldsBack)
        {
            return;
        }

        _owed -= due;
        source.Credit((uint)due);
    }
}
