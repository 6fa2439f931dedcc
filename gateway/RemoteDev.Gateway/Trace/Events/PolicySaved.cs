namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>policy.saved</c>: A policy version was saved after its tests were green.</summary>
internal sealed record PolicySaved : AuditEvent
{
    /// <summary>The version it became.</summary>
    public required long Version { get; init; }

    /// <summary>SHA-256 of the policy text.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Author { get; init; }

    /// <summary>How many test cases passed.</summary>
    public required int TestsPassed { get; init; }
}
