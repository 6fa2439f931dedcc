using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace RemoteDev.Gateway.Trace.Index;

/// <summary>
/// Keeps the index behind the trace: takes over what was committed, and reads from the files what it missed, also after the
/// database was lost. A failing database is retried and logged; it never holds the trace up.
/// </summary>
internal sealed partial class TraceIndexer : BackgroundService
{
    /// <summary>How many committed batches wait here; what does not fit is read from the files later.</summary>
    private const int HandedOver = 256;
    private const int RowsPerTransaction = 2000;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(30);

    private readonly TraceRoom _trace;
    private readonly TraceIndexStore _store;
    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly ILogger<TraceIndexer> _logger;
    private readonly IndexProgress _progress = new();
    private readonly Channel<IReadOnlyList<TraceEntry>> _handed = Channel.CreateBounded<IReadOnlyList<TraceEntry>>(
        new BoundedChannelOptions(HandedOver) { SingleReader = true, SingleWriter = true });

    public TraceIndexer(TraceRoom trace, TraceIndexStore store, IOptions<TraceOptions> options, TimeProvider time, ILogger<TraceIndexer> logger)
    {
        _trace = trace;
        _store = store;
        _directory = options.Value.Directory;
        _time = time;
        _logger = logger;

        // A full channel drops the batch: the numbers will show the gap, and the files fill it.
        trace.Committed += entries => _handed.Writer.TryWrite(entries);
    }

    /// <summary>Waits until everything that is committed now is indexed; false when patience ends first.</summary>
    public Task<bool> CatchUpAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        _progress.ReachAsync(_trace.LastCommitted, patience, _time, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstRetry;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(() => pause = FirstRetry, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Failed(fault, pause.TotalSeconds);
                await Task.Delay(pause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LastRetry ? pause * 2 : LastRetry;
            }
        }
    }

    private async Task FollowAsync(Action progressed, CancellationToken cancellationToken)
    {
        var next = await _store.PrepareAsync(_directory, cancellationToken) + 1;
        next = await ReadFilesAsync(next, cancellationToken);
        var gathered = new List<TraceEntry>();
        while (true)
        {
            while (gathered.Count < RowsPerTransaction && _handed.Reader.TryRead(out var entries))
            {
                gathered.AddRange(entries.SkipWhile(entry => entry.Sequence < next));
            }

            if (gathered.Count > 0 && gathered[0].Sequence == next && gathered[^1].Sequence - next == gathered.Count - 1)
            {
                await _store.InsertAsync(gathered, cancellationToken);
                next = gathered[^1].Sequence + 1;
            }
            else if (gathered.Count > 0 || next <= _trace.LastCommitted)
            {
                next = await ReadFilesAsync(next, cancellationToken);
            }

            gathered.Clear();
            progressed();
            _progress.Reached(next - 1);
            if (next > _trace.LastCommitted)
            {
                await _handed.Reader.WaitToReadAsync(cancellationToken);
                await _progress.GatherAsync(Gathering, _time, cancellationToken);
            }
        }
    }

    /// <summary>Indexes what the files hold from a number on; returns the number after the last.</summary>
    private async Task<long> ReadFilesAsync(long next, CancellationToken cancellationToken)
    {
        var promised = _trace.LastCommitted;
        var entries = new List<TraceEntry>();
        await foreach (var entry in TraceFiles.ReadAsync(_directory, next, cancellationToken))
        {
            entries.Add(entry);
            if (entries.Count == RowsPerTransaction)
            {
                await _store.InsertAsync(entries, cancellationToken);
                next = entry.Sequence + 1;
                entries.Clear();
            }
        }

        if (entries.Count > 0)
        {
            await _store.InsertAsync(entries, cancellationToken);
            next = entries[^1].Sequence + 1;
        }

        if (next <= promised)
        {
            Missing(next, promised);
            next = promised + 1;
        }

        return next;
    }

    [LoggerMessage(1010, LogLevel.Error, "The index of the trace cannot be written; trying again in {Seconds} s. The trace itself is not affected.")]
    private partial void Failed(Exception fault, double seconds);

    [LoggerMessage(1011, LogLevel.Error, "Events {First} to {Last} were committed but cannot be read from the trace's files. They may have been removed.")]
    private partial void Missing(long first, long last);
}
