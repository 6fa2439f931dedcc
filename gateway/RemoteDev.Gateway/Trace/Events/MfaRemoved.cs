namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>mfa.removed</c>: A second factor was taken off an account.</summary>
internal sealed record MfaRemoved : AuditEvent
{
    /// <summary><c>passkey</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Whose it was.</summary>
    public required string For { get; init; }

    /// <summary>What its owner called it.</summary>
    public required string Name { get; init; }
}
