namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>mfa.enrolled</c>: A person bound a second factor to the account.</summary>
internal sealed record MfaEnrolled : AuditEvent
{
    /// <summary><c>totp</c>, <c>passkey</c>.</summary>
    public required string Method { get; init; }

    /// <summary>What its owner calls it, where it has a name.</summary>
    public string? Name { get; init; }
}
