namespace RemoteDev.Gateway.Trace.Index;

/// <summary>One event of any kind but a forwarded request, with the columns one can ask for.</summary>
internal sealed class EventRow
{
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The event's name, such as <c>access.refused</c>.</summary>
    public required string Type { get; init; }

    public string? Session { get; init; }

    public string? Actor { get; init; }

    public string? Source { get; init; }

    public string? Place { get; init; }

    /// <summary>Name of the refusal code or end reason, if the event has one.</summary>
    public string? Code { get; init; }

    /// <summary>Bytes that went out to the person, if the event counts them.</summary>
    public long? BytesOut { get; init; }

    /// <summary>One line for people.</summary>
    public required string Summary { get; init; }

    /// <summary>Everything above in lower case, for searching.</summary>
    public required string Search { get; init; }

    /// <summary>The line of the trace, without its line feed.</summary>
    public required string Line { get; init; }
}
