using System.Net;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Identify.OpenId;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.StepUp;

/// <summary>
/// Takes a provider's word for a second factor, where the administrator says that this provider's word of this kind is one, and where the
/// provider says when the person showed it. Everybody else goes on to our own second factor.
/// </summary>
internal sealed class ProviderFactor(FactorCheck factors, SignInSessions signIns, TraceRoom trace, TimeProvider clock)
{
    /// <summary>The word policy sees as <c>context.mfa.method</c>.</summary>
    public const string Method = "provider";

    /// <summary>Strengthens a sign-in that was opened at this provider's word a moment ago. False when a second factor is still needed.</summary>
    /// <param name="shownAt">When the person showed themselves to the provider; a factor of unknown age is none.</param>
    public async Task<bool> TryAsync(
        SignIn signIn, ProviderEntry provider, ProviderClaims claims, DateTimeOffset? shownAt, CancellationToken cancellationToken)
    {
        if (signIn.First.Provider != provider.Name || signIn.HasEnded || shownAt is not { } shown || !RoleMapping.IsSecondFactor(provider, claims))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var at = shown < now ? shown : now;
        var verified = new MfaVerified { Actor = signIn.Login, Source = signIn.Source.ToString(), SignIn = signIn.Id, Method = Method, ShownAt = at };
        if (!await trace.OpenAsync(verified, cancellationToken))
        {
            return false;
        }

        signIn.Strengthen(new MfaProof(Method, at));
        await signIns.SaveAsync(signIn, cancellationToken);
        return true;
    }

    /// <summary>
    /// Strengthens a sign-in whose person their provider asked again, as Identify has checked: the cookie gets a new value. Refused with
    /// <see cref="RefusalCode.BadCredential"/> when what the provider asked for is no second factor here.
    /// </summary>
    /// <param name="source">The connection's address.</param>
    public async Task<FactorOutcome> ConfirmAsync(OpenIdOutcome.Confirmed confirmed, IPAddress source, CancellationToken cancellationToken)
    {
        var (signIn, who) = (confirmed.SignIn, confirmed.Who);
        if (!RoleMapping.IsSecondFactor(who.Provider, who.Claims))
        {
            await factors.RefuseAsync(
                signIn, source, Method, RefusalCode.BadCredential, $"What {who.Provider.Name} asked for (acr, amr) is not honoured.", cancellationToken);
            return new FactorOutcome.Refused(FactorRefusals.NotHonoured);
        }

        var now = clock.GetUtcNow();
        return await factors.ProveAsync(
            confirmed.Cookie, signIn, source, new MfaProof(Method, confirmed.AuthenticatedAt < now ? confirmed.AuthenticatedAt : now), null, cancellationToken);
    }
}
