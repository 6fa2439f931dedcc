using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Index;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>Which access sessions are wanted. What is null does not restrict.</summary>
internal sealed record SessionFilter
{
    /// <summary>Exactly this login.</summary>
    public string? Person { get; init => field = IndexText.Clean(value, IndexText.Key); }

    /// <summary>Part of the place's name.</summary>
    public string? Place { get; init => field = IndexText.Clean(value, IndexText.Key); }

    public SessionKind? Kind { get; init; }

    /// <summary>Sessions that were still open at this moment or opened later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Sessions opened before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    public SessionState State { get; init; }

    /// <summary>For the trace: what was asked for.</summary>
    public override string ToString() => FilterText.Of(
        ("person", Person), ("place", Place), ("kind", Kind?.ToString()), ("from", From?.ToString("O")), ("to", To?.ToString("O")),
        ("state", State == SessionState.Any ? null : State.ToString()));

    public IQueryable<SessionRow> Apply(IQueryable<SessionRow> rows)
    {
        if (Person is { Length: > 0 } person)
        {
            rows = rows.Where(row => row.Login == person);
        }

        if (Place is { Length: > 0 } place)
        {
            rows = rows.Where(row => row.Place.Contains(place));
        }

        if (Kind is { } kind)
        {
            var name = kind.ToString();
            rows = rows.Where(row => row.Kind == name);
        }

        if (From is { } from)
        {
            rows = rows.Where(row => row.EndedAt == null || row.EndedAt >= from);
        }

        if (To is { } to)
        {
            rows = rows.Where(row => row.OpenedAt < to);
        }

        return State switch
        {
            SessionState.Live => rows.Where(row => row.EndedAt == null),
            SessionState.Ended => rows.Where(row => row.EndedAt != null),
            _ => rows,
        };
    }
}
