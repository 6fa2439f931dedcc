namespace RemoteDev.Gateway.Journey;

/// <summary>A second factor was shown: which kind, and when.</summary>
/// <param name="Method">The word policy sees as <c>context.mfa.method</c>: <c>totp</c>, <c>recovery-code</c>, <c>passkey</c>.</param>
/// <param name="At">When the factor was checked; its age is what <c>@mfa</c> limits.</param>
internal sealed record MfaProof(string Method, DateTimeOffset At);
