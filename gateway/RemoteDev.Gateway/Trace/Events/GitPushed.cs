namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>git.pushed</c>: A push reached the gateway: what it asked for, what the pack was, and whether it was let through.</summary>
internal sealed record GitPushed : AuditEvent
{
    /// <summary><c>project/repository</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>Every ref it asked to change.</summary>
    public required IReadOnlyList<GitRefChange> Refs { get; init => field = Bounded(value); }

    /// <summary>SHA-256 of the pack, or null when there was none.</summary>
    public string? PackSha256 { get; init; }

    /// <summary>Size of the pack.</summary>
    public required long PackBytes { get; init; }

    /// <summary>Whether the push was let through.</summary>
    public required bool Accepted { get; init; }

    /// <summary>Why not, when not.</summary>
    public string? Reason { get; init; }
}
