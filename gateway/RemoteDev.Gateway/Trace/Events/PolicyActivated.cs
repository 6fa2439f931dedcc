namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>policy.activated</c>: An approved draft became the policy. Durable before anybody is judged by it.</summary>
internal sealed record PolicyActivated : AuditEvent
{
    /// <summary>Number of the draft.</summary>
    public required long Draft { get; init; }

    /// <summary>The version it became.</summary>
    public required long Version { get; init; }

    /// <summary>The version that was in force until then.</summary>
    public required long Base { get; init; }

    /// <summary>SHA-256 of text and tests together, as approved.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the policy text alone, as <c>policy.saved</c> names it.</summary>
    public required string TextSha256 { get; init; }

    /// <summary>Who began the draft.</summary>
    public required string Author { get; init; }

    /// <summary>Who approved it.</summary>
    public required string Approver { get; init; }

    /// <summary>How many test cases passed at this moment.</summary>
    public required int TestsPassed { get; init; }

    /// <summary>The instant it was scheduled for, if it was.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }
}
