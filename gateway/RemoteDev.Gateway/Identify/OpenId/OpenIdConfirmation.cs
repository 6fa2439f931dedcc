using RemoteDev.Gateway.Identify.OpenId.Grants;
using RemoteDev.Gateway.Identify.OpenId.People;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>
/// Somebody who is signed in by a provider comes back from having been asked again there. It must be the same browser, the same sign-in
/// and the same account there; another account's word changes nothing of anybody.
/// </summary>
internal sealed class OpenIdConfirmation(ProviderPeople people, ProviderGrants grants, SignInSessions signIns, TraceRoom trace, TimeProvider clock)
{
    private const string Method = "provider";

    /// <summary>Takes what came back for an attempt that was spent for it.</summary>
    /// <param name="confirms">The public id of the sign-in that set out.</param>
    /// <param name="received">What the provider's answer came to.</param>
    public async Task<OpenIdOutcome> ReceiveAsync(
        OpenIdProvider provider, string confirms, OpenIdStep<ProvenSignIn> received, SignInClient client, string back, CancellationToken cancellationToken)
    {
        var none = new OpenIdFault(OpenIdFaultKind.NotBegunHere, "The sign-in that set out to confirm is not this browser's any more.");
        if (client.Replaces is not { } cookie
            || !(await signIns.LookAsync(cookie, client.Device, cancellationToken)).Passed(out var signIn, out _)
            || signIn.Id != confirms
            || signIn.First.Provider != provider.Name)
        {
            return await RefuseAsync(null, provider, none, client, back, cancellationToken);
        }

        if (!received.Passed(out var proven, out var fault))
        {
            return await RefuseAsync(signIn, provider, fault, client, back, cancellationToken);
        }

        // Before anything is believed of them: what another account says is not about this person.
        if (proven.Identity.Subject != signIn.First.Subject || proven.Identity.AuthenticatedAt is not { } shown)
        {
            return await RefuseAsync(signIn, provider, new OpenIdFault(OpenIdFaultKind.OtherAccount, "The subject is another than the sign-in's."), client, back, cancellationToken);
        }

        if (!(await people.RecogniseAsync(proven.Identity, client.Source, cancellationToken)).Passed(out var who, out fault) || who.Person.Login != signIn.Login)
        {
            fault ??= new OpenIdFault(OpenIdFaultKind.NotListed, "The subject is somebody else here now.");
            return await RefuseAsync(signIn, provider, fault, client, back, cancellationToken);
        }

        // Without it a sign-out of the provider's new session would not find the sign-in.
        return await grants.RenewAsync(signIn, proven, clock.GetUtcNow() + provider.Options.ClaimsRefreshInterval, cancellationToken)
            ? new OpenIdOutcome.Confirmed(cookie, signIn, who, shown, back)
            : await RefuseAsync(signIn, provider, new OpenIdFault(OpenIdFaultKind.NotReady, "The grant cannot be kept."), client, back, cancellationToken);
    }

    private async Task<OpenIdOutcome> RefuseAsync(
        SignIn? signIn, OpenIdProvider provider, OpenIdFault fault, SignInClient client, string back, CancellationToken cancellationToken)
    {
        var (code, reason) = (OpenIdRefusals.CodeOf(fault.Kind), $"By {provider.Name}: {fault.Kind}. {fault.Words}");

        // A refusal opens nothing, so it stands even when it cannot be traced.
        await trace.OpenAsync(
            signIn is null
                ? new SignInRefused { Source = client.Source.ToString(), Login = OpenIdSignIn.Unrecognised, Code = code, Reason = reason }
                : new MfaRefused { Actor = signIn.Login, Source = client.Source.ToString(), SignIn = signIn.Id, Method = Method, Code = code, Reason = reason },
            cancellationToken);
        return new OpenIdOutcome.Refused(fault.Kind, back, Confirms: signIn is not null);
    }
}
