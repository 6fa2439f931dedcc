namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>trace.read</c>: Somebody read what others did.</summary>
internal sealed record TraceRead : AuditEvent
{
    /// <summary>Which view: <c>session</c>, <c>sessions</c>, <c>events</c>.</summary>
    public required string What { get; init; }

    /// <summary>What was asked for.</summary>
    public required string Filter { get; init; }
}
