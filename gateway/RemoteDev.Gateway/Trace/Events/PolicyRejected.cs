namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>policy.rejected</c>: A second person, the event's actor, refused a draft of the policy.</summary>
internal sealed record PolicyRejected : AuditEvent
{
    /// <summary>Number of the draft.</summary>
    public required long Draft { get; init; }

    /// <summary>SHA-256 of text and tests together.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who began the draft.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
