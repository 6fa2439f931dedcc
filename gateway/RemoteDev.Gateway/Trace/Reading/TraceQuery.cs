using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Index;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>
/// Reads the trace. Looking at what people did is itself traced, durably and before the answer: without a reader's name, or
/// while the trace cannot be written, nothing is shown. Filters reach the database as parameters only.
/// </summary>
/// <remarks>Whether the reader may read is Authorize's to decide, before this is called.</remarks>
internal sealed class TraceQuery(IDbContextFactory<TraceIndexContext> contexts, TraceIndexer indexer, TraceRoom trace)
{
    private const int MostDecisions = 500;

    /// <summary>How long an answer waits for the index to have what is already on the disk. After that a page that is behind is better than none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly Refusal Unavailable = new(
        RefusalCode.TraceUnavailable, "The trace cannot be written at the moment, so it cannot be read either: every reading must be traced.");

    /// <summary>The list of sessions, newest first. Says who worked where and when; what they did there is <see cref="SessionAsync"/>'s.</summary>
    public async Task<TracePage<SessionRow>> SessionsAsync(SessionFilter filter, Paging paging, CancellationToken cancellationToken)
    {
        _ = await indexer.CatchUpAsync(Patience, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = filter.Apply(context.Sessions.AsNoTracking());
        var total = await rows.LongCountAsync(cancellationToken);
        var page = await rows.OrderByDescending(row => row.Sequence).Skip(paging.Skip).Take(paging.Size).ToListAsync(cancellationToken);
        return new TracePage<SessionRow>(page, total, paging);
    }

    /// <summary>One session in detail; traced as <c>trace.read</c>.</summary>
    public async Task<Step<SessionDetail>> SessionAsync(
        string id, RequestFilter filter, Paging paging, TraceReader reader, CancellationToken cancellationToken)
    {
        id = IndexText.Clean(id, IndexText.Key);
        if (!await TraceReadingAsync("session", $"{id} {filter}", reader, cancellationToken))
        {
            return Unavailable;
        }

        _ = await indexer.CatchUpAsync(Patience, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var session = await context.Sessions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (session is null)
        {
            return new Refusal(RefusalCode.Unknown, "There is no such session in the trace.");
        }

        var events = context.Events.AsNoTracking().Where(row => row.Session == id);
        var decisions = await events.OrderBy(row => row.Sequence).Take(MostDecisions + 1).ToListAsync(cancellationToken);
        var streamsOut = await events.Where(row => row.Type == "stream.ended").SumAsync(row => row.BytesOut ?? 0, cancellationToken);
        var all = context.Requests.AsNoTracking().Where(row => row.Session == id);
        var requestsOut = await all.SumAsync(row => row.BytesOut, cancellationToken);
        var wanted = filter.Apply(all);
        var total = await wanted.LongCountAsync(cancellationToken);
        var requests = await wanted.OrderBy(row => row.Sequence).Skip(paging.Skip).Take(paging.Size).ToListAsync(cancellationToken);
        return new SessionDetail(
            session, [.. decisions.Take(MostDecisions)], decisions.Count > MostDecisions, new TracePage<RequestRow>(requests, total, paging),
            requestsOut + streamsOut);
    }

    /// <summary>Events of every kind but forwarded requests, newest first; traced as <c>trace.read</c>.</summary>
    public async Task<Step<TracePage<EventRow>>> EventsAsync(
        EventFilter filter, Paging paging, TraceReader reader, CancellationToken cancellationToken)
    {
        if (!await TraceReadingAsync("events", filter.ToString(), reader, cancellationToken))
        {
            return Unavailable;
        }

        _ = await indexer.CatchUpAsync(Patience, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = filter.Apply(context.Events.AsNoTracking());
        var total = await rows.LongCountAsync(cancellationToken);
        var page = await rows.OrderByDescending(row => row.Sequence).Skip(paging.Skip).Take(paging.Size).ToListAsync(cancellationToken);
        return new TracePage<EventRow>(page, total, paging);
    }

    private ValueTask<bool> TraceReadingAsync(string what, string filter, TraceReader reader, CancellationToken cancellationToken) =>
        trace.OpenAsync(
            new TraceRead { What = what, Filter = filter, Actor = reader.Login, Session = reader.Session, Source = reader.Source?.ToString() },
            cancellationToken);
}
