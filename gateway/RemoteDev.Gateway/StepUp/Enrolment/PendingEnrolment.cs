using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.StepUp.Totp;

namespace RemoteDev.Gateway.StepUp.Enrolment;

/// <summary>
/// An enrolment between its first step (password) and its last (a code from the authenticator). It is nowhere but among what the gateways
/// share for a while, and opens nothing; abandoned, it is as if it had never begun, and the invitation still works.
/// </summary>
internal sealed class PendingEnrolment(
    TokenHash cookie, string login, TokenHash invitation, string? passwordHash, TotpKey key, DateTimeOffset expiresAt)
{
    /// <summary>The browser it began in, by the hash of its cookie.</summary>
    public TokenHash Cookie { get; } = cookie;

    public string Login { get; } = login;

    public TokenHash Invitation { get; } = invitation;

    /// <summary>Null for whoever signs in by a provider: only the second factor is enrolled.</summary>
    public string? PasswordHash { get; } = passwordHash;

    public TotpKey Key { get; } = key;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;
}
