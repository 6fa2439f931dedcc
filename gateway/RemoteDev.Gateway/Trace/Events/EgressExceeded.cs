namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>egress.exceeded</c>: More bytes went out than the budget of the decision allows; the stream was cut.</summary>
internal sealed record EgressExceeded : AuditEvent
{
    /// <summary>Environment or <c>project/repository</c>.</summary>
    public required string Place { get; init; }

    /// <summary>Which meter: <c>session</c>, <c>environment</c> or <c>day</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Bytes allowed.</summary>
    public required long Budget { get; init; }

    /// <summary>Bytes counted.</summary>
    public required long Used { get; init; }
}
