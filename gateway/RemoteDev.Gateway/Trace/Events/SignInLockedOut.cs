namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>signin.lockedout</c>: Too many failures: this login is refused from this address for a while.</summary>
internal sealed record SignInLockedOut : AuditEvent
{
    /// <summary>The login that was claimed; it may not exist.</summary>
    public required string Login { get; init; }

    /// <summary>Failures in a row.</summary>
    public required int Failures { get; init; }

    /// <summary>When it may be tried again.</summary>
    public required DateTimeOffset Until { get; init; }
}
