using System.Net;
using RemoteDev.Gateway.Identify.OpenId.Grants;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.OpenId.SignOut;

/// <summary>
/// Signing out in both directions: the person who leaves us leaves the provider too, and who leaves the provider leaves us, with every
/// live stream, whether the provider says it by the browser or by itself.
/// </summary>
internal sealed class ProviderSignOut(OpenIdProviders providers, ProviderGrants grants, LogoutTokenCheck tokens, SignInSessions signIns, TraceRoom trace)
{
    /// <summary>
    /// Where the browser goes to sign out at the provider as well, once it has signed out here; null when there is nothing to go to.
    /// What came with the sign-in is taken, and so is worth nothing here any more.
    /// </summary>
    public async Task<Uri?> WayOutAsync(SignIn signIn, CancellationToken cancellationToken)
    {
        if (signIn.First.Provider is not { } name || providers.Find(name) is not { } provider)
        {
            return null;
        }

        try
        {
            return await grants.TakeAsync(signIn.Id, cancellationToken) is { } grant ? await provider.SignOutAddressAsync(grant.IdToken, cancellationToken) : null;
        }
        catch (SharedStateException)
        {
            return null;
        }
    }

    /// <summary>The provider's page says so in the person's browser (OpenID Connect Front-Channel Logout 1.0). Whoever knows the session's name may end it.</summary>
    /// <exception cref="SharedStateException">It cannot be asked whose it is.</exception>
    public async Task<bool> FromBrowserAsync(OpenIdProvider provider, string? issuer, string? session, IPAddress source, CancellationToken cancellationToken)
    {
        if (issuer != provider.Options.Authority || session is not { Length: > 0 and <= 1024 })
        {
            Refuse(provider, source, "A front-channel logout names another issuer, or no session.");
            return false;
        }

        await EndAsync(provider, null, session, cancellationToken);
        return true;
    }

    /// <summary>The provider itself says so (OpenID Connect Back-Channel Logout 1.0).</summary>
    /// <exception cref="SharedStateException">It cannot be asked whose it is.</exception>
    public async Task<bool> FromProviderAsync(OpenIdProvider provider, string? token, IPAddress source, CancellationToken cancellationToken)
    {
        if (!(await tokens.ReadAsync(provider, token, cancellationToken)).Passed(out var claims, out var fault))
        {
            Refuse(provider, source, fault.Words);
            return false;
        }

        await EndAsync(provider, claims.Subject, claims.SessionId, cancellationToken);
        await tokens.SpendAsync(claims, cancellationToken);
        return true;
    }

    private async Task EndAsync(OpenIdProvider provider, string? subject, string? session, CancellationToken cancellationToken)
    {
        foreach (var grant in await grants.OfAsync(provider.Name, subject, session, cancellationToken))
        {
            await signIns.EndAsync(grant.Login, grant.SignIn, EndReason.ProviderEnded, cancellationToken);
            await grants.TakeAsync(grant.SignIn, cancellationToken);
        }
    }

    private void Refuse(OpenIdProvider provider, IPAddress source, string words) => trace.Record(new AccessRefused
    {
        Source = source.ToString(),
        Room = nameof(Identify),
        Code = RefusalCode.BadCredential,
        Reason = words,
        Door = Door.Portal,
        Place = provider.Name,
        Action = "signOut",
        Policies = [],
    });
}
