using System.Buffers;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace RemoteDev.Gateway.Trace.Index;

/// <summary>Writes the index. One writer, one transaction per batch: the index holds the trace up to a number and nothing after.</summary>
internal sealed partial class TraceIndexStore(IDbContextFactory<TraceIndexContext> contexts, ILogger<TraceIndexStore> logger)
{
    /// <summary>
    /// The last number in the index. An index that does not belong to these files (another directory, or a disk that lost
    /// what it had confirmed) is emptied, to be built again.
    /// </summary>
    public async Task<long> PrepareAsync(string directory, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var lastEvent = await context.Events.OrderByDescending(row => row.Sequence).FirstOrDefaultAsync(cancellationToken);
        var lastRequest = await context.Requests.MaxAsync(row => (long?)row.Sequence, cancellationToken) ?? 0;
        if (lastEvent is null && lastRequest == 0)
        {
            return 0;
        }

        var last = Math.Max(lastEvent?.Sequence ?? 0, lastRequest);
        if (lastEvent is not null && await HoldsAsync(directory, lastEvent, last, cancellationToken))
        {
            return last;
        }

        Rebuilding(last);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Requests.ExecuteDeleteAsync(cancellationToken);
        await context.Events.ExecuteDeleteAsync(cancellationToken);
        await context.Sessions.ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return 0;
    }

    /// <summary>Adds entries that follow what is there, all or none.</summary>
    public async Task InsertAsync(IReadOnlyList<TraceEntry> entries, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var batch = new IndexBatch(context);
        await batch.AddAsync(entries, cancellationToken);
        context.ChangeTracker.DetectChanges();
        await context.SaveChangesAsync(cancellationToken);
        await RequestInsert.RunAsync(context, batch.Requests, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Whether the files hold the event as the index does, and reach as far as the index.</summary>
    private static async Task<bool> HoldsAsync(string directory, EventRow known, long last, CancellationToken cancellationToken)
    {
        var reached = 0L;
        await foreach (var entry in TraceFiles.ReadAsync(directory, known.Sequence, cancellationToken))
        {
            if (entry.Sequence == known.Sequence && LineOf(entry) != known.Line)
            {
                return false;
            }

            if (reached == 0 && entry.Sequence != known.Sequence)
            {
                return false;
            }

            reached = entry.Sequence;
            if (reached >= last)
            {
                return true;
            }
        }

        return false;
    }

    private static string LineOf(in TraceEntry entry)
    {
        using var line = new TraceLine();
        var text = new ArrayBufferWriter<byte>();
        line.Write(text, entry);
        return Encoding.UTF8.GetString(text.WrittenSpan[..^1]);
    }

    [LoggerMessage(1012, LogLevel.Warning, "The index of the trace, which reaches event {Last}, does not belong to the trace's files; it is built again from them.")]
    private partial void Rebuilding(long last);
}
