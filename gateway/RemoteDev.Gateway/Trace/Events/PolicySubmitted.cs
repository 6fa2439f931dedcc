namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>policy.submitted</c>: A draft passed its checks and waits for a second person.</summary>
internal sealed record PolicySubmitted : AuditEvent
{
    /// <summary>Number of the draft.</summary>
    public required long Draft { get; init; }

    /// <summary>SHA-256 of text and tests together.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The version in force it is compared with.</summary>
    public required long Base { get; init; }

    /// <summary>Who began it.</summary>
    public required string Author { get; init; }

    /// <summary>How many test cases passed.</summary>
    public required int TestsPassed { get; init; }

    /// <summary>What it changes, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Triples of person, action and resource that it gives.</summary>
    public required long Gained { get; init; }

    /// <summary>Triples that it takes.</summary>
    public required long Lost { get; init; }
}
