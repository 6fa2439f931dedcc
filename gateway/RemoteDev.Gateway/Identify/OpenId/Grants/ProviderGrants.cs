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
    private const int Tries = 4;

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

    /// <summary>
    /// Replaces what came with the sign-in by what came when its person was asked again. False when it cannot be. The provider may have
    /// begun another session with that, which ends the sign-in as the first does.
    /// </summary>
    public async ValueTask<bool> RenewAsync(SignIn signIn, ProvenSignIn proven, DateTimeOffset askAt, CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; i < Tries; i++)
            {
                if (await FindAsync(signIn.Id, cancellationToken) is not { } found)
                {
                    return false;
                }

                var (known, version) = found;
                var renewed = known with { IdToken = proven.IdToken, RefreshToken = proven.RefreshToken ?? known.RefreshToken, AskAt = askAt, LostSince = null };
                if (await TryReplaceAsync(signIn, version, renewed, cancellationToken))
                {
                    return proven.Identity.SessionId is not { } session || session == known.SessionId
                        || await FindAlsoByAsync(signIn, known with { SessionId = session, IdToken = null, RefreshToken = null }, cancellationToken);
                }
            }
        }
        catch (SharedStateException)
        {
            // Nothing is confirmed then; the sign-in goes on as it was.
        }

        return false;
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

    // An entry of its own, for the groups of an entry never change. It is no grant to ask with.
    private async ValueTask<bool> FindAlsoByAsync(SignIn signIn, ProviderGrant pointer, CancellationToken cancellationToken)
    {
        var key = Key($"{signIn.Id}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pointer.SessionId!)))[..16]}");
        return Sealed(pointer) is { } box
            && (await shared.TryAddAsync(key, box, signIn.ExpiresAt - clock.GetUtcNow(), [.. Groups(pointer)], cancellationToken)
                || await shared.FindAsync(key, cancellationToken) is not null);
    }

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
