using Microsoft.Extensions.Options;
using RemoteDev.Gateway.Trace.Telemetry;

namespace RemoteDev.Gateway.Trace;

/// <summary>
/// The door of the Trace room. What opens something goes through <see cref="OpenAsync"/> and is on the disk before its first
/// byte; what happens inside goes through <see cref="Record"/> and is on the disk within 10 ms. When the disk fails, both
/// answer false, <see cref="Lost"/> is raised, and nothing may happen until the trace has recovered by itself.
/// </summary>
/// <remarks>Never throws for a disk's failure and never blocks a caller on it beyond the configured deadline.</remarks>
internal sealed class TraceRoom : IDisposable
{
    private readonly TraceWriter _writer;
    private readonly TraceHealth _health;
    private readonly TraceOptions _options;
    private readonly TimeProvider _time;
    private long _lastCommitted;

    public TraceRoom(IOptions<TraceOptions> options, ITraceDisk disk, TimeProvider time, GatewayMetrics metrics, ILogger<TraceRoom> logger)
    {
        _options = options.Value;
        _time = time;
        _health = new TraceHealth(time, logger);
        _writer = new TraceWriter(
            new TraceLog(_options.Directory, disk), _options, time, _health, metrics, Publish, logger);
    }

    /// <summary>
    /// Raised once for each loss, after <see cref="IsHealthy"/> became false, on a thread of the pool: every stream ends.
    /// </summary>
    public event Action? Lost
    {
        add => _health.Lost += value;
        remove => _health.Lost -= value;
    }

    /// <summary>Raised with every batch that is on the disk, on the writer's thread: listeners must be quick and must not block.</summary>
    public event Action<IReadOnlyList<TraceEntry>>? Committed;

    /// <summary>False until the trace is open, and whenever it cannot be written. Check it before each step that permits bytes.</summary>
    public bool IsHealthy => _health.IsHealthy;

    /// <summary>Sequence number of the last event this run put on the disk; 0 before the first.</summary>
    public long LastCommitted => Volatile.Read(ref _lastCommitted);

    /// <summary>Opens the trace. When that fails, the room stays unhealthy and probes each second.</summary>
    public void Start() => _writer.Start();

    /// <summary>
    /// Traces what opens something. True when it is on the disk. False when it is not, or not in time: the caller refuses with
    /// <see cref="Journey.RefusalCode.TraceUnavailable"/>.
    /// </summary>
    public async ValueTask<bool> OpenAsync(AuditEvent e, CancellationToken cancellationToken)
    {
        var durable = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_writer.TryEnqueue(e, durable))
        {
            return false;
        }

        try
        {
            return await durable.Task.WaitAsync(_options.CommitDeadline, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            _health.Fail(Events.TraceGap.CommitTooSlow, null);
            return false;
        }
    }

    /// <summary>
    /// Traces what happens inside something open. Costs the caller about a microsecond. False when the trace is down: the
    /// stream is about to be cut, or was.
    /// </summary>
    public bool Record(AuditEvent e) => _writer.TryEnqueue(e, durable: null);

    public void Dispose() => _writer.Dispose();

    private void Publish(IReadOnlyList<TraceEntry> entries)
    {
        Volatile.Write(ref _lastCommitted, entries[^1].Sequence);
        Committed?.Invoke(entries);
    }
}
