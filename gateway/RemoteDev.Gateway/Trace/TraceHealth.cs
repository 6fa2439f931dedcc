using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Trace;

/// <summary>
/// Whether the trace can be relied on, and the account of the gap when it could not. Starts as unhealthy: nothing may happen
/// before the first file is open.
/// </summary>
internal sealed class TraceHealth(TimeProvider time, ILogger logger)
{
    private readonly Lock _gate = new();
    private volatile bool _isHealthy;
    private bool _hasFailed;
    private TraceGap _cause;
    private DateTimeOffset _since;
    private long _lost;

    /// <summary>Raised once for each loss, on a thread of the pool, after <see cref="IsHealthy"/> became false.</summary>
    public event Action? Lost;

    public bool IsHealthy => _isHealthy;

    public void CountLost(int events) => Interlocked.Add(ref _lost, events);

    /// <summary>Fails closed. Only the first failure of an outage is told.</summary>
    public void Fail(TraceGap cause, Exception? fault)
    {
        bool wasHealthy;
        lock (_gate)
        {
            if (_hasFailed)
            {
                return;
            }

            wasHealthy = _isHealthy;
            _hasFailed = true;
            _cause = cause;
            _since = time.GetUtcNow();
            _isHealthy = false;
        }

        TraceLogMessages.Lost(logger, cause, fault);
        if (wasHealthy)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static self => self.RaiseLost(), this, preferLocal: false);
        }
    }

    /// <summary>What the trace must say first, or null when there is no gap to tell of.</summary>
    public TraceRecovered? Recovered(TornLine? torn, long lastConfirmed)
    {
        lock (_gate)
        {
            return !_hasFailed && torn is null ? null : new TraceRecovered
            {
                Cause = _hasFailed ? _cause : TraceGap.TornLine,
                LastConfirmed = lastConfirmed,
                Lost = Interlocked.Read(ref _lost),
                DownMilliseconds = _hasFailed ? (long)(time.GetUtcNow() - _since).TotalMilliseconds : 0,
                TornBytes = torn?.Bytes ?? 0,
                TornNote = torn?.Note,
            };
        }
    }

    /// <summary>The trace is open and what it had to say first is on the disk.</summary>
    public void Open()
    {
        bool hadFailed;
        lock (_gate)
        {
            hadFailed = _hasFailed;
            _hasFailed = false;
            _isHealthy = true;
            Interlocked.Exchange(ref _lost, 0);
        }

        if (hadFailed)
        {
            TraceLogMessages.Recovered(logger);
        }
    }

    private void RaiseLost() => EachListener.Tell(Lost, listener => listener(), fault => TraceLogMessages.ListenerFailed(logger, fault));
}
