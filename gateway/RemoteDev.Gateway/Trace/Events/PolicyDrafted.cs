namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>policy.drafted</c>: A draft of the policy was begun or rewritten. It decides nothing yet.</summary>
internal sealed record PolicyDrafted : AuditEvent
{
    /// <summary>Number of the draft.</summary>
    public required long Draft { get; init; }

    /// <summary>Step of the draft, from 1.</summary>
    public required long Revision { get; init; }

    /// <summary>SHA-256 of text and tests together.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The version in force it began from.</summary>
    public required long Base { get; init; }

    /// <summary>Who began it; the event's actor wrote this revision.</summary>
    public required string Author { get; init; }

    /// <summary>The older version it brings back, if it is a rollback.</summary>
    public long? RollbackOf { get; init; }

    /// <summary>What the rewriting took away: <c>Submitted</c>, <c>Approved</c>, <c>Scheduled</c>, or null.</summary>
    public string? Voided { get; init; }
}
