using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Telemetry;

namespace RemoteDev.Gateway.Trace;

/// <summary>
/// The one writer of the trace. Takes what is queued, writes it as one batch, commits it with one flush, then answers those
/// who wait. When that fails it fails closed: nothing is accepted until a probe has written <c>trace.recovered</c>.
/// </summary>
/// <remarks>
/// It has a thread of its own, because a flush blocks and because durability must not wait for a busy thread pool. All
/// waiting for time goes through <see cref="TimeProvider"/> timers that wake the thread.
/// </remarks>
internal sealed class TraceWriter : IDisposable
{
    private const int MaxBatchBytes = 1024 * 1024;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly TraceLog _log;
    private readonly TraceQueue _queue;
    private readonly TraceOptions _options;
    private readonly TimeProvider _time;
    private readonly TraceHealth _health;
    private readonly GatewayMetrics _metrics;
    private readonly Action<IReadOnlyList<TraceEntry>> _committed;
    private readonly ILogger _logger;
    private readonly WriterSignal _wake = new();
    private readonly ITimer _window;
    private readonly ITimer _tick;
    private readonly Thread _thread;
    private readonly CommitWatch _watch;
    private int _isWindowOpen;
    private volatile bool _isStopping;
    private bool _isOpen;

    /// <summary>The last event whose caller was told that it is durable; null until the trace was open once.</summary>
    private long? _confirmed;

    public TraceWriter(
        TraceLog log,
        TraceOptions options,
        TimeProvider time,
        TraceHealth health,
        GatewayMetrics metrics,
        Action<IReadOnlyList<TraceEntry>> committed,
        ILogger logger)
    {
        _log = log;
        _queue = new TraceQueue(options.QueueLength);
        _options = options;
        _time = time;
        _health = health;
        _watch = new CommitWatch(time, options.CommitDeadline);
        _metrics = metrics;
        _committed = committed;
        _logger = logger;
        _window = time.CreateTimer(_ => _wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _tick = time.CreateTimer(_ => OnTick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Run) { Name = "trace writer", IsBackground = true };
    }

    /// <summary>Opens the trace, or leaves it down and probing; then starts writing.</summary>
    public void Start()
    {
        TryOpen();
        _thread.Start();
        _tick.Change(Tick, Tick);
    }

    /// <summary>Hands an event over. Costs the caller a timestamp and a queue slot; never blocks.</summary>
    public bool TryEnqueue(AuditEvent e, TaskCompletionSource<bool>? durable)
    {
        if (!_health.IsHealthy || _isStopping)
        {
            _health.CountLost(1);
            return false;
        }

        if (!_queue.TryAdd(new QueuedEvent(e, _time.GetUtcNow(), durable)))
        {
            _health.CountLost(1);
            _health.Fail(TraceGap.QueueFull, null);
            return false;
        }

        if (durable is not null)
        {
            _wake.Set();
        }
        else if (Volatile.Read(ref _isWindowOpen) == 0 && Interlocked.Exchange(ref _isWindowOpen, 1) == 0)
        {
            _window.Change(_options.GroupWindow, Timeout.InfiniteTimeSpan);
        }

        return true;
    }

    /// <summary>Writes what is queued, closes the file and ends the thread.</summary>
    public void Dispose()
    {
        if (_isStopping)
        {
            return;
        }

        _isStopping = true;
        _tick.Dispose();
        _wake.Set();
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted) || _thread.Join(_options.CommitDeadline))
        {
            _window.Dispose();
            _log.Dispose();
        }
    }

    private void Run()
    {
        while (true)
        {
            _wake.Wait();
            var isLast = _isStopping;
            if (!_health.IsHealthy || !_isOpen)
            {
                RefuseQueued();
                if (!isLast)
                {
                    TryOpen();
                }
            }

            WriteQueued();
            if (isLast)
            {
                RefuseQueued();
                return;
            }
        }
    }

    private void WriteQueued()
    {
        // Closed before the queue is read: an event that comes later opens a new window and is not forgotten.
        Volatile.Write(ref _isWindowOpen, 0);
        while (_health.IsHealthy)
        {
            var batch = new TraceBatch();
            if (!TryWrite(batch))
            {
                batch.Answer(isDurable: false);
                _health.CountLost(batch.Taken);
                return;
            }

            if (batch.Taken == 0)
            {
                return;
            }

            // A commit that came after its deadline was already answered as refused.
            var isConfirmed = _health.IsHealthy;
            batch.Answer(isConfirmed);
            _confirmed = isConfirmed ? batch.Entries[^1].Sequence : _confirmed;
            Publish(batch.Entries);
        }
    }

    /// <summary>Writes and commits what is queued. An event that cannot be written is a defect of ours; a trace without it would be a lie.</summary>
    private bool TryWrite(TraceBatch batch)
    {
        try
        {
            while (_log.Pending < MaxBatchBytes && _queue.TryTake(out var item))
            {
                batch.Take(item);
                batch.Wrote(_log.Append(item.Event, item.At));
            }

            if (batch.Taken > 0)
            {
                _watch.Begin();
                _log.Commit(Today());
                _metrics.Committed(_watch.End(), batch.Entries);
            }

            return true;
        }
        catch (Exception fault)
        {
            _ = _watch.End();
            Fail(fault);
            return false;
        }
    }

    private void TryOpen()
    {
        try
        {
            var torn = _log.Open(Today());
            _confirmed ??= _log.LastCommitted;
            var recovered = _health.Recovered(torn, _confirmed.Value);
            TraceEntry? first = null;
            if (recovered is not null)
            {
                first = _log.Append(recovered, _time.GetUtcNow());
                _log.Commit(Today());
                _confirmed = _log.LastCommitted;
            }

            _isOpen = true;
            _health.Open();
            if (first is { } entry)
            {
                Publish([entry]);
            }
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
    }

    private void Fail(Exception fault)
    {
        _isOpen = false;
        _health.Fail(TraceGap.WriteFailed, fault);
    }

    private void RefuseQueued()
    {
        while (_queue.TryTake(out var item))
        {
            item.Durable?.TrySetResult(false);
            _health.CountLost(1);
        }
    }

    private void Publish(IReadOnlyList<TraceEntry> entries)
    {
        try
        {
            _committed(entries);
        }
        catch (Exception fault)
        {
            TraceLogMessages.ListenerFailed(_logger, fault);
        }
    }

    private void OnTick()
    {
        if (_watch.IsOverdue)
        {
            _health.Fail(TraceGap.CommitTooSlow, null);
        }

        if (!_health.IsHealthy)
        {
            _wake.Set();
        }
    }

    private DateOnly Today() => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
}
