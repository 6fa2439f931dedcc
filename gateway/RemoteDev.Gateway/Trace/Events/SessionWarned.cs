namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>session.warned</c>: The person was told that the session will be cut soon.</summary>
internal sealed record SessionWarned : AuditEvent
{
    /// <summary>When it will be cut.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>What was shown.</summary>
    public required string Text { get; init; }
}
