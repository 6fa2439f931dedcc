using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.OpenId.Grants;

/// <summary>Keeps what providers gave with sign-ins: for every gateway of the house, sealed, found by sign-in or by the provider's session.</summary>
internal sealed class ProviderGrants(ISharedState shared, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("RemoteDev.Identify.OpenId.grant.v1");

    /// <summary>Keeps it. False when it cannot be; the sign-in must not stand then, for nobody could end it from there.</summary>
    public async ValueTask<bool> KeepAsync(SignIn signIn, ProvenSignIn proven, DateTimeOffset askAt, CancellationToken cancellationToken)
    {
        var identity = proven.Identity;
        var grant = new ProviderGrant(
            identity.Provider, identity.Subject, identity.SessionId, signIn.Login, signIn.Id,
            proven.IdToken, proven.RefreshToken, askAt, null);
        try
        {
            return Sealed(grant) is { } box && await shared.TryAddAsync(Key(signIn.Id), box, signIn.ExpiresAt - clock.GetUtcNow(), [.. Groups(grant)], cancellationToken);
        }
        catch (SharedStateException)
        {
            return false;
        }
    }

    /// <summary>The grant of a sign-in as it is now, or null.</summary>
    /// <exception cref="SharedStateException">It cannot be asked.</exception>
    public async ValueTask<(ProviderGrant Grant, long Version)?> FindAsync(string signIn, CancellationToken cancellationToken) =>
        await shared.FindAsync(Key(signIn), cancellationToken) is { } found && Open(found.Data) is { } grant ? (grant, found.Version) : null;

    /// <summary>
    /// Replaces what is still as it was read: of several gateways that mean to ask the provider, one does. False also when it is too
    /// long to keep: the old one stays then, and the provider says with the next question what that is worth.
    /// </summary>
    /// <exception cref="SharedStateException">It cannot be asked.</exception>
    public ValueTask<bool> TryReplaceAsync(SignIn signIn, long version, ProviderGrant grant, CancellationToken cancellationToken) =>
        signIn.ExpiresAt - clock.GetUtcNow() is var left && left > TimeSpan.Zero && Sealed(grant) is { } box
            ? shared.TryReplaceAsync(Key(signIn.Id), version, box, left, cancellationToken)
            : new(false);

    /// <summary>Those of a provider's session, or of a subject when no session is named.</summary>
    /// <exception cref="SharedStateException">It cannot be asked.</exception>
    public async ValueTask<IReadOnlyList<ProviderGrant>> OfAsync(string provider, string? subject, string? session, CancellationToken cancellationToken)
    {
        var group = session is not null ? Group(provider, "sid", session) : Group(provider, "sub", subject!);
        var found = await shared.GroupAsync(SharedKind.OpenIdGrant, group, cancellationToken);
        return [.. found.Select(entry => Open(entry.Value.Data)).OfType<ProviderGrant>()
            .Where(grant => grant.Provider == provider && (session is null || grant.SessionId == session) && (subject is null || grant.Subject == subject))];
    }

    /// <summary>Takes it: nothing is asked with it any more.</summary>
    /// <exception cref="SharedStateException">It cannot be asked.</exception>
    public async ValueTask<ProviderGrant?> TakeAsync(string signIn, CancellationToken cancellationToken) =>
        await shared.TakeAsync(Key(signIn), cancellationToken) is { } taken ? Open(taken.Data) : null;

    private static SharedKey Key(string signIn) => new(SharedKind.OpenIdGrant, signIn);

    private static IEnumerable<string> Groups(ProviderGrant grant)
    {
        yield return Group(grant.Provider, "sub", grant.Subject);
        if (grant.SessionId is { } session)
        {
            yield return Group(grant.Provider, "sid", session);
        }
    }

    private static string Group(string provider, string what, string value) =>
        $"{provider}:{what}:{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(value)))}";

    // What the gateways share is bounded. A sign-out goes without the ID token; without the rest there is no grant.
    private byte[]? Sealed(ProviderGrant grant) => Fitting(grant) ?? Fitting(grant with { IdToken = null });

    private byte[]? Fitting(ProviderGrant grant) => _protector.Protect(grant.ToBytes()) is { Length: <= SharedValue.MaxBytes } box ? box : null;

    private ProviderGrant? Open(byte[] box)
    {
        try
        {
            return ProviderGrant.From(_protector.Unprotect(box));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
