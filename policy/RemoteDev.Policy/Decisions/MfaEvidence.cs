namespace RemoteDev.Policy.Decisions;

/// <summary>A second factor was shown.</summary>
/// <param name="Age">How long ago. A negative age comes from a clock that cannot be trusted and counts as no factor.</param>
/// <param name="Method">How: <c>totp</c>, <c>passkey</c>, ...; what policy sees as <c>context.mfa.method</c>.</param>
public sealed record MfaEvidence(TimeSpan Age, string Method);
