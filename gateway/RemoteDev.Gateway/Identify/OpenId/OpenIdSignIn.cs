using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.OpenId.Attempts;
using RemoteDev.Gateway.Identify.OpenId.Grants;
using RemoteDev.Gateway.Identify.OpenId.People;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>
/// The first factor by a provider: from its answer to an open sign-in, or to a refusal that is traced. What succeeds is in the trace
/// before there is a cookie.
/// </summary>
internal sealed partial class OpenIdSignIn(
    OpenIdCallback callback,
    OpenIdConfirmation confirmation,
    ProviderPeople people,
    ProviderGrants grants,
    SignInSessions signIns,
    CatalogRoom catalog,
    TraceRoom trace,
    TimeProvider clock,
    ILogger<OpenIdSignIn> log)
{
    /// <summary>The word of the trace for whom nobody could name.</summary>
    internal const string Unrecognised = "(unrecognised)";

    private const string Method = "openid";

    /// <summary>Takes what the browser brought back and opens a sign-in with one factor, or says why not.</summary>
    /// <param name="cookie">The value of the attempt's cookie as the browser sent it.</param>
    public async Task<OpenIdOutcome> ReceiveAsync(
        OpenIdProvider provider, CallbackAnswer? answer, string cookie, SignInClient client, CancellationToken cancellationToken)
    {
        var (attempt, received) = await callback.ReceiveAsync(provider, answer, cookie, cancellationToken);
        var back = attempt?.Return ?? "/";
        if (attempt is { Confirms: { } confirms })
        {
            return await confirmation.ReceiveAsync(provider, confirms, received, client, back, cancellationToken);
        }

        if (!received.Passed(out var proven, out var fault))
        {
            return await RefuseAsync(provider, Unrecognised, fault, client, back, cancellationToken);
        }

        if (!(await people.RecogniseAsync(proven.Identity, client.Source, cancellationToken)).Passed(out var who, out fault))
        {
            return await RefuseAsync(provider, proven.Identity.VerifiedEmail ?? Unrecognised, fault, client, back, cancellationToken);
        }

        return await OpenAsync(provider, proven, who, client, back, cancellationToken);
    }

    /// <summary>Traces that a sign-in could not even be begun.</summary>
    public Task<OpenIdOutcome> RefuseAsync(OpenIdProvider provider, OpenIdFault fault, SignInClient client, string back, CancellationToken cancellationToken) =>
        RefuseAsync(provider, Unrecognised, fault, client, back, cancellationToken);

    private async Task<OpenIdOutcome> OpenAsync(
        OpenIdProvider provider, ProvenSignIn proven, ProviderPerson who, SignInClient client, string back, CancellationToken cancellationToken)
    {
        var first = new FirstFactor(Method, provider.Name, proven.Identity.Subject, proven.Identity.SessionId);
        if (!(await signIns.OpenAsync(new NewSignIn(who.Person.Login, first, client), cancellationToken)).Passed(out var opened, out var refusal))
        {
            return await RefuseAsync(provider, who.Person.Login, new OpenIdFault(OpenIdFaultKind.NotReady, refusal.Reason), client, back, cancellationToken);
        }

        // Whoever took the person, or the provider's word, away while they came back found no sign-in to end.
        if (WhyNotAnyMore(opened.SignIn) is { } late)
        {
            signIns.End(opened.Cookie.Hash, EndReason.PersonChanged);
            return await RefuseAsync(provider, who.Person.Login, late, client, back, cancellationToken);
        }

        // Without it no sign-out at the provider would find the sign-in.
        if (!await grants.KeepAsync(opened.SignIn, proven, clock.GetUtcNow() + provider.Options.ClaimsRefreshInterval, cancellationToken))
        {
            signIns.End(opened.Cookie.Hash, EndReason.SharedStateLost);
            return await RefuseAsync(provider, who.Person.Login, new OpenIdFault(OpenIdFaultKind.NotReady, "The grant cannot be kept."), client, back, cancellationToken);
        }

        if (await trace.OpenAsync(SignInEvents.Succeeded(opened.SignIn), cancellationToken))
        {
            return new OpenIdOutcome.Opened(opened, who, proven.Identity.AuthenticatedAt, back);
        }

        // Nobody has seen the cookie yet.
        signIns.End(opened.Cookie.Hash, EndReason.TraceLost);
        return new OpenIdOutcome.Refused(OpenIdFaultKind.NotReady, back);
    }

    private OpenIdFault? WhyNotAnyMore(SignIn signIn)
    {
        var snapshot = catalog.Current;
        return snapshot.People.GetValueOrDefault(signIn.Login) switch
        {
            null => new OpenIdFault(OpenIdFaultKind.NotListed, $"{signIn.Login} was removed at this moment."),
            { Suspended: true } => new OpenIdFault(OpenIdFaultKind.Suspended, $"{signIn.Login} was suspended at this moment."),
            var person => GrantRefresh.Stands(signIn.First, person, snapshot)
                ? null
                : new OpenIdFault(OpenIdFaultKind.NotListed, $"{signIn.Login} does not sign in by {signIn.First.Provider} any more."),
        };
    }

    private async Task<OpenIdOutcome> RefuseAsync(
        OpenIdProvider provider, string login, OpenIdFault fault, SignInClient client, string back, CancellationToken cancellationToken)
    {
        if (fault.Kind is OpenIdFaultKind.Unreachable or OpenIdFaultKind.BadAnswer or OpenIdFaultKind.ClientRefused or OpenIdFaultKind.ClockWrong)
        {
            LogFault(provider.Name, fault.Kind, fault.Words);
        }

        // A refusal opens nothing, so it stands even when it cannot be traced.
        await trace.OpenAsync(
            new SignInRefused
            {
                Source = client.Source.ToString(), Login = OpenIdFault.Foreign(login), Code = OpenIdRefusals.CodeOf(fault.Kind),
                Reason = $"By {provider.Name}: {fault.Kind}. {fault.Words}",
            },
            cancellationToken);
        return new OpenIdOutcome.Refused(fault.Kind, back);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in by the provider {Provider} failed ({Kind}): {Words}")]
    private partial void LogFault(string provider, OpenIdFaultKind kind, string words);
}
