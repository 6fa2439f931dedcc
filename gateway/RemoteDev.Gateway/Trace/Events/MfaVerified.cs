namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>mfa.verified</c>: A second factor was shown and was right.</summary>
internal sealed record MfaVerified : AuditEvent
{
    /// <summary>Public identifier of the sign-in it strengthened.</summary>
    public required string SignIn { get; init; }

    /// <summary><c>totp</c>, <c>recovery-code</c>, <c>passkey</c>.</summary>
    public required string Method { get; init; }
}
