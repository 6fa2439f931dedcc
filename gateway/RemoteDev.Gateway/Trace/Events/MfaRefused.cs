using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>mfa.refused</c>: A second factor was wrong, used before, or could not be asked for.</summary>
internal sealed record MfaRefused : AuditEvent
{
    /// <summary>Public identifier of the sign-in, when there was one.</summary>
    public string? SignIn { get; init; }

    /// <summary><c>totp</c>, <c>recovery-code</c>, <c>passkey</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Why.</summary>
    public required RefusalCode Code { get; init; }

    /// <summary>The words for operators and judges.</summary>
    public required string Reason { get; init; }
}
