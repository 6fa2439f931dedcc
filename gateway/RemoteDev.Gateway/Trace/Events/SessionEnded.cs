using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>session.ended</c>: An access session ended and none of its streams moves a byte any more.</summary>
internal sealed record SessionEnded : AuditEvent
{
    /// <summary>What it gave access to.</summary>
    public required SessionKind Kind { get; init; }

    /// <summary>Environment, <c>project/repository</c> or <c>console</c>.</summary>
    public required string Place { get; init; }

    /// <summary>Why.</summary>
    public required EndReason Reason { get; init; }

    /// <summary>What the person was told.</summary>
    public required string Explanation { get; init; }

    /// <summary>Bytes from the person.</summary>
    public required long BytesIn { get; init; }

    /// <summary>Bytes to the person.</summary>
    public required long BytesOut { get; init; }

    /// <summary>From the cause to the last stream cut.</summary>
    public required long CutMilliseconds { get; init; }
}
