namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>policy.approved</c>: A second person, the event's actor, consented to exactly this text, these tests and this base.</summary>
internal sealed record PolicyApproved : AuditEvent
{
    /// <summary>Number of the draft.</summary>
    public required long Draft { get; init; }

    /// <summary>SHA-256 of text and tests together.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The version in force for which the approval holds.</summary>
    public required long Base { get; init; }

    /// <summary>Who began the draft.</summary>
    public required string Author { get; init; }

    /// <summary>The approver's words, if there are any.</summary>
    public string? Reason { get; init; }
}
