namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>trace.exported</c>: Somebody took a copy of the trace away. Durable before its first row.</summary>
internal sealed record TraceExported : AuditEvent
{
    /// <summary>Which view.</summary>
    public required string What { get; init; }

    /// <summary><c>csv</c> or <c>jsonl</c>.</summary>
    public required string Format { get; init; }

    /// <summary>What was asked for.</summary>
    public required string Filter { get; init; }
}
