using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.StepUp.Totp;

namespace RemoteDev.Gateway.StepUp.Enrolment;

/// <summary>
/// An enrolment between its first step (password) and its last (a code from the authenticator). It lives in memory only and opens
/// nothing; abandoned, it is as if it had never begun, and the invitation still works.
/// </summary>
internal sealed class PendingEnrolment(string login, TokenHash invitation, string? passwordHash, TotpKey key, DateTimeOffset expiresAt)
{
    private int _wrongCodes;

    public string Login { get; } = login;

    public TokenHash Invitation { get; } = invitation;

    /// <summary>Null for whoever signs in by a provider: only the second factor is enrolled.</summary>
    public string? PasswordHash { get; } = passwordHash;

    public TotpKey Key { get; } = key;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>Counts a wrong code and says how many there were.</summary>
    public int CountWrongCode() => Interlocked.Increment(ref _wrongCodes);
}
