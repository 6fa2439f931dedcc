namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>policy.rolledback</c>: The policy says again what an older version said.</summary>
internal sealed record PolicyRolledBack : AuditEvent
{
    /// <summary>The version that brings it back.</summary>
    public required long Version { get; init; }

    /// <summary>The version that was in force until then.</summary>
    public required long From { get; init; }

    /// <summary>The older version whose text it is.</summary>
    public required long To { get; init; }

    /// <summary>SHA-256 of the policy text.</summary>
    public required string TextSha256 { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string Author { get; init; }

    /// <summary>The second person; null when one person alone took access away in an emergency.</summary>
    public string? Approver { get; init; }

    /// <summary>True when nobody approved it: it was checked that nobody gains anything by it.</summary>
    public required bool Emergency { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
