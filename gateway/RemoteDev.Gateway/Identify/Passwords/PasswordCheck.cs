using Microsoft.AspNetCore.Identity;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Identify.Passwords;

/// <summary>
/// Makes and checks password hashes (ASP.NET Core Identity's PBKDF2-HMAC-SHA512), always through the <see cref="PasswordGate"/>. A
/// name without an account costs the same time as one with.
/// </summary>
internal sealed class PasswordCheck(IPasswordHasher<Account> hasher, PasswordGate gate)
{
    private static readonly Account Nobody = new("nobody");

    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody, Sessions.Secret.New().Reveal()));

    /// <summary>The hash of a new password, or null when the gate is too busy.</summary>
    public async Task<string?> HashAsync(string password, CancellationToken cancellationToken)
    {
        var (_, hash) = await gate.RunAsync(() => hasher.HashPassword(Nobody, password), cancellationToken);
        return hash;
    }

    /// <summary>Whether it is right and, when its work factor is of the past, a new hash; null when the gate is too busy.</summary>
    /// <param name="storedHash">Null when there is no such account; then it is never right.</param>
    public async Task<PasswordVerdict?> VerifyAsync(string? storedHash, string password, CancellationToken cancellationToken)
    {
        var (ran, verdict) = await gate.RunAsync(() => Verify(storedHash, password), cancellationToken);
        return ran ? verdict : null;
    }

    private PasswordVerdict Verify(string? storedHash, string password)
    {
        var result = hasher.VerifyHashedPassword(Nobody, storedHash ?? _nobodysHash.Value, password);
        if (storedHash is null || result == PasswordVerificationResult.Failed)
        {
            return new PasswordVerdict(IsRight: false, null);
        }

        return new PasswordVerdict(
            IsRight: true, result == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(Nobody, password) : null);
    }
}
