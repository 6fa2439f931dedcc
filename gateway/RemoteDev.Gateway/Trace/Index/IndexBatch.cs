using System.Buffers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Trace.Index;

/// <summary>Turns entries of the trace into rows, in their order, inside one transaction.</summary>
internal sealed class IndexBatch(TraceIndexContext context)
{
    private readonly List<RequestRow> _requests = [];
    private readonly Dictionary<string, SessionRow> _opened = new(StringComparer.Ordinal);

    /// <summary>The forwarded requests among the entries.</summary>
    public IReadOnlyList<RequestRow> Requests => _requests;

    /// <summary>Adds the rows of the entries to the context; requests are kept apart, to be inserted in bulk.</summary>
    public async Task AddAsync(IReadOnlyList<TraceEntry> entries, CancellationToken cancellationToken)
    {
        using var line = new TraceLine();
        var text = new ArrayBufferWriter<byte>();
        foreach (var entry in entries)
        {
            if (entry.Event is RequestForwarded request)
            {
                _requests.Add(Row(entry, request));
                continue;
            }

            text.ResetWrittenCount();
            line.Write(text, entry);
            context.Events.Add(Row(entry, Encoding.UTF8.GetString(text.WrittenSpan[..^1])));
            await FollowSessionAsync(entry, cancellationToken);
        }
    }

    private static RequestRow Row(in TraceEntry entry, RequestForwarded e) => new()
    {
        Sequence = entry.Sequence,
        At = entry.At,
        Session = IndexText.Clean(e.Session, IndexText.Key) ?? string.Empty,
        Actor = IndexText.Clean(e.Actor, IndexText.Key),
        Place = IndexText.Clean(e.Place, IndexText.Key),
        Method = IndexText.Clean(e.Method, IndexText.Key),
        Path = IndexText.Clean(e.Path.ToString(), IndexText.Long),
        Status = e.Status,
        BytesIn = e.BytesIn,
        BytesOut = e.BytesOut,
        DurationMilliseconds = e.DurationMilliseconds,
        Action = IndexText.Clean(e.Action, IndexText.Key),
    };

    private static EventRow Row(in TraceEntry entry, string line)
    {
        var e = entry.Event;
        var type = EventNames.Of(e);
        var facts = EventFacts.Of(e);
        var summary = IndexText.Clean(facts.Summary, IndexText.Long);
        return new EventRow
        {
            Sequence = entry.Sequence,
            At = entry.At,
            Type = type,
            Session = IndexText.Clean(e.Session, IndexText.Key),
            Actor = IndexText.Clean(e.Actor, IndexText.Key),
            Source = IndexText.Clean(e.Source, IndexText.Key),
            Place = IndexText.Clean(facts.Place, IndexText.Key),
            Code = facts.Code,
            BytesOut = facts.BytesOut,
            Summary = summary,
            Search = IndexText.Clean(
                string.Join(' ', type, e.Actor, e.Source, facts.Place, facts.Code, summary).ToLowerInvariant(), 2 * IndexText.Long),
            Line = line,
        };
    }

    private async Task FollowSessionAsync(TraceEntry entry, CancellationToken cancellationToken)
    {
        switch (entry.Event)
        {
            case GatewayStarted:
                await EndForgottenAsync(entry.At, cancellationToken);
                break;
            case SessionOpened { Session: { } id } opened:
                await OpenAsync(entry, IndexText.Clean(id, IndexText.Key), opened, cancellationToken);
                break;
            case SessionEnded { Session: { } id } ended when await FindAsync(IndexText.Clean(id, IndexText.Key), cancellationToken) is { } row:
                row.EndedAt = entry.At;
                row.EndReason = ended.Reason.ToString();
                row.Explanation = IndexText.Clean(ended.Explanation, IndexText.Long);
                row.BytesIn = ended.BytesIn;
                row.BytesOut = ended.BytesOut;
                row.CutMilliseconds = ended.CutMilliseconds;
                break;
        }
    }

    private async Task OpenAsync(TraceEntry entry, string id, SessionOpened e, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not null)
        {
            return;
        }

        var row = new SessionRow
        {
            Sequence = entry.Sequence,
            Id = id,
            Kind = e.Kind.ToString(),
            Place = IndexText.Clean(e.Place, IndexText.Key),
            Login = IndexText.Clean(e.Login, IndexText.Key),
            Vendor = IndexText.Clean(e.Vendor, IndexText.Key),
            SignIn = IndexText.Clean(e.SignIn, IndexText.Key),
            Source = IndexText.Clean(e.Source, IndexText.Key),
            OpenedAt = entry.At,
            ClosesAt = e.ClosesAt,
            Policies = IndexText.Lines(e.Policies),
            Obligations = IndexText.Lines(e.Obligations),
            Circumstances = IndexText.Lines(e.Circumstances),
            PolicyVersion = e.PolicyVersion,
            TraceId = IndexText.Clean(e.TraceId, IndexText.Key),
        };
        _opened[id] = row;
        context.Sessions.Add(row);
    }

    /// <summary>What a run that ended without stopping left open, ended with it.</summary>
    private async Task EndForgottenAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var stored = await context.Sessions.Where(row => row.EndedAt == null).ToListAsync(cancellationToken);

        // A stored row may have ended in this very batch, which the database does not know yet.
        foreach (var row in stored.Union(_opened.Values).Where(row => row.EndedAt is null))
        {
            row.EndedAt = at;
            row.EndReason = nameof(EndReason.Unspecified);
            row.Explanation = "The gateway ended without closing this session; it was over at the latest when the gateway started again.";
        }
    }

    private async ValueTask<SessionRow?> FindAsync(string id, CancellationToken cancellationToken) =>
        _opened.TryGetValue(id, out var row) ? row : await context.Sessions.FindAsync([id], cancellationToken);
}
