namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>policy.activationfailed</c>: The instant of an approved draft came, and it no longer holds. What was in force stays.</summary>
internal sealed record PolicyActivationFailed : AuditEvent
{
    /// <summary>Number of the draft.</summary>
    public required long Draft { get; init; }

    /// <summary>SHA-256 of text and tests together.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who began the draft.</summary>
    public required string Author { get; init; }

    /// <summary>Who approved it.</summary>
    public required string Approver { get; init; }

    /// <summary>The instant it was scheduled for.</summary>
    public required DateTimeOffset ScheduledFor { get; init; }

    /// <summary>What stands in the way.</summary>
    public required IReadOnlyList<string> Faults { get; init => field = Bounded(value); }
}
