namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>policy.unreadable</c>: A stored version of the policy does not load, so an older one is served, or nothing is permitted.</summary>
internal sealed record PolicyUnreadable : AuditEvent
{
    /// <summary>The version that does not load.</summary>
    public required long Version { get; init; }

    /// <summary>The version that is served in its place; null when none loads and everything is refused.</summary>
    public long? Served { get; init; }

    /// <summary>Why it does not load.</summary>
    public required IReadOnlyList<string> Faults { get; init => field = Bounded(value); }
}
