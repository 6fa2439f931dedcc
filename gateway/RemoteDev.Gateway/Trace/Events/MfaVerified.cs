namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>mfa.verified</c>: A second factor was shown and was right.</summary>
internal sealed record MfaVerified : AuditEvent
{
    /// <summary>Public identifier of the sign-in it strengthened.</summary>
    public required string SignIn { get; init; }

    /// <summary><c>totp</c>, <c>recovery-code</c>, <c>passkey</c>.</summary>
    public required string Method { get; init; }

    /// <summary>When it was shown, if that was earlier: remembered for this key and address, or carried by a certificate.</summary>
    public DateTimeOffset? ShownAt { get; init; }

    /// <summary>Public identifier of the person's sign-in at the portal in which they approved this one, if that is how it was shown.</summary>
    public string? ApprovedIn { get; init; }
}
