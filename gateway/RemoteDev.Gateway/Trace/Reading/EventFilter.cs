using RemoteDev.Gateway.Trace.Index;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>Which events are wanted. What is null does not restrict.</summary>
internal sealed record EventFilter
{
    /// <summary>Exactly this kind of event, such as <c>access.refused</c>.</summary>
    public string? Type { get; init => field = IndexText.Clean(value, IndexText.Key); }

    /// <summary>Exactly this login.</summary>
    public string? Actor { get; init => field = IndexText.Clean(value, IndexText.Key); }

    /// <summary>Exactly this access session.</summary>
    public string? Session { get; init => field = IndexText.Clean(value, IndexText.Key); }

    /// <summary>Part of the event's text, in any case.</summary>
    public string? Text { get; init => field = IndexText.Clean(value, IndexText.Key); }

    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>For the trace: what was asked for.</summary>
    public override string ToString() => FilterText.Of(
        ("type", Type), ("actor", Actor), ("session", Session), ("text", Text), ("from", From?.ToString("O")), ("to", To?.ToString("O")));

    public IQueryable<EventRow> Apply(IQueryable<EventRow> rows)
    {
        if (Type is { Length: > 0 } type)
        {
            rows = rows.Where(row => row.Type == type);
        }

        if (Actor is { Length: > 0 } actor)
        {
            rows = rows.Where(row => row.Actor == actor);
        }

        if (Session is { Length: > 0 } session)
        {
            rows = rows.Where(row => row.Session == session);
        }

        if (Text is { Length: > 0 })
        {
            var text = Text.ToLowerInvariant();
            rows = rows.Where(row => row.Search.Contains(text));
        }

        if (From is { } from)
        {
            rows = rows.Where(row => row.At >= from);
        }

        if (To is { } to)
        {
            rows = rows.Where(row => row.At < to);
        }

        return rows;
    }
}
