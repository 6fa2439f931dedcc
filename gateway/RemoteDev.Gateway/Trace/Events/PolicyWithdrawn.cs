namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>policy.withdrawn</c>: A draft of the policy was given up, and with it its approval and its instant.</summary>
internal sealed record PolicyWithdrawn : AuditEvent
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
