namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>policy.scheduled</c>: An approved draft is to come into force at an instant.</summary>
internal sealed record PolicyScheduled : AuditEvent
{
    /// <summary>Number of the draft.</summary>
    public required long Draft { get; init; }

    /// <summary>SHA-256 of text and tests together.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who began the draft.</summary>
    public required string Author { get; init; }

    /// <summary>Who approved it.</summary>
    public required string Approver { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
