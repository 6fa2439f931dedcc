namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>recovery.used</c>: A recovery code stood in for the second factor and is spent.</summary>
internal sealed record RecoveryUsed : AuditEvent
{
    /// <summary>Public identifier of the sign-in.</summary>
    public required string SignIn { get; init; }

    /// <summary>Recovery codes left.</summary>
    public required int Remaining { get; init; }
}
