using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.StepUp.Passkeys;

/// <summary>
/// A passkey as the factor of a sign-in: after the password, for a fresher factor, or alone. Alone it counts as both factors, because the
/// device has the key (possession) and signs only after it has checked finger, face or PIN (a second factor of its own), and says so in
/// what it signs; an answer that does not say so is refused.
/// </summary>
internal sealed partial class PasskeyFactor(
    PasskeyVerifier verifier,
    PasskeyCeremonies ceremonies,
    FactorCheck factors,
    LockoutBook lockouts,
    SignInSessions signIns,
    CatalogRoom catalog,
    TraceRoom trace,
    ILogger<PasskeyFactor> logger)
{
    private const string Passkey = "passkey";
    private const string NotAsked = "The database cannot be asked.";

    private static readonly FirstFactor ByPasskey = new(Passkey);

    /// <summary>A challenge for the sign-in of the cookie, or to sign in when there is no cookie; and the cookie that says which it is.</summary>
    public async Task<Step<PasskeyRequest>> AskAsync(TokenHash? cookie, HttpContext http, Connection connection)
    {
        SignIn? signIn = null;
        if (cookie is { } named && !(await signIns.LookAsync(named, IdentifyRoom.DeviceOf(http.Request), http.RequestAborted)).Passed(out signIn, out var unknown))
        {
            return unknown.Code == RefusalCode.NotReady ? unknown : FactorRefusals.SignInOver;
        }

        if (await verifier.AskAsync(signIn?.Login, http) is not var (options, state))
        {
            return PasskeyRefusals.DatabaseLost;
        }

        var ceremony = new PasskeyCeremony(
            signIn is null ? PasskeyPurpose.SignIn : PasskeyPurpose.Confirm, state, signIn?.Id ?? "");
        return await ceremonies.AddAsync(ceremony, connection.Source, http.RequestAborted) is { } secret ? new PasskeyRequest(options, secret) : PasskeyRefusals.Crowded;
    }

    /// <summary>Judges the answer and strengthens the sign-in of the cookie, or says why not.</summary>
    /// <param name="challenge">The cookie of the challenge.</param>
    public async Task<FactorOutcome> ConfirmAsync(
        TokenHash cookie, string? challenge, string? answer, HttpContext http, Connection connection, CancellationToken cancellationToken)
    {
        if (!(await signIns.LookAsync(cookie, IdentifyRoom.DeviceOf(http.Request), cancellationToken)).Passed(out var signIn, out var unknown))
        {
            return new FactorOutcome.Refused(unknown.Code == RefusalCode.NotReady ? unknown : FactorRefusals.SignInOver);
        }

        var source = connection.Source;
        if (lockouts.Begin(LockoutKey.Code(signIn.Login), LockoutKey.Address(source)) is { } until)
        {
            await factors.RefuseAsync(signIn, source, Passkey, RefusalCode.LockedOut, "Locked out.", cancellationToken);
            return new FactorOutcome.Refused(FactorRefusals.LockedOut, until);
        }

        if (await ceremonies.TakeAsync(challenge, PasskeyPurpose.Confirm, signIn.Id, cancellationToken) is not { } ceremony)
        {
            await factors.RefuseAsync(signIn, source, Passkey, PasskeyRefusals.Over.Code, "No challenge of this sign-in and browser waits.", cancellationToken);
            return new FactorOutcome.Refused(PasskeyRefusals.Over);
        }

        switch (await verifier.JudgeAsync(ceremony, answer, http, cancellationToken))
        {
            case PasskeyVerdict.Right right when right.Login == signIn.Login:
                return await factors.ProveAsync(cookie, signIn, source, Passkey, null, cancellationToken);
            case PasskeyVerdict.CounterFell fell:
                await AlarmAsync(fell, connection.Source, cancellationToken);
                await factors.RefuseAsync(signIn, source, Passkey, PasskeyRefusals.CounterFell.Code, "The signature counter fell.", cancellationToken);
                return new FactorOutcome.Refused(PasskeyRefusals.CounterFell);
            case PasskeyVerdict.NotNow:
                // Nothing was looked at, so nothing failed; and who could not be asked has not said yes.
                lockouts.Forgive(LockoutKey.Code(signIn.Login));
                lockouts.Forgive(LockoutKey.Address(source));
                await factors.RefuseAsync(signIn, source, Passkey, PasskeyRefusals.DatabaseLost.Code, NotAsked, cancellationToken);
                return new FactorOutcome.Refused(PasskeyRefusals.DatabaseLost);
            case var other:
                var words = other is PasskeyVerdict.Wrong wrong ? wrong.Words : "The passkey is somebody else's.";
                await factors.RefuseAsync(signIn, source, Passkey, PasskeyRefusals.Wrong.Code, words, cancellationToken);
                return new FactorOutcome.Refused(PasskeyRefusals.Wrong);
        }
    }

    /// <summary>Judges the answer of a browser in which nobody has signed in yet, and opens a sign-in with both factors, or says why not.</summary>
    /// <param name="client">Where it comes from; what the browser had before ends when the new sign-in opens.</param>
    public async Task<FactorOutcome> SignInAsync(
        string? challenge, string? answer, HttpContext http, SignInClient client, CancellationToken cancellationToken)
    {
        var byAddress = LockoutKey.Address(client.Source);
        if (lockouts.Begin(byAddress) is { } until)
        {
            return await RefuseAsync("", client.Source, IdentifyRefusals.LockedOut, "Locked out.", cancellationToken, until);
        }

        if (await ceremonies.TakeAsync(challenge, PasskeyPurpose.SignIn, "", cancellationToken) is not { } ceremony)
        {
            return await RefuseAsync("", client.Source, PasskeyRefusals.Over, "No challenge of this browser waits.", cancellationToken);
        }

        switch (await verifier.JudgeAsync(ceremony, answer, http, cancellationToken))
        {
            case PasskeyVerdict.Right right:
                return WhyNot(right.Login) is var (refusal, reason)
                    ? await RefuseAsync(right.Login, client.Source, refusal, reason, cancellationToken)
                    : await OpenAsync(right, client, cancellationToken);
            case PasskeyVerdict.CounterFell fell:
                await AlarmAsync(fell, client.Source, cancellationToken);
                return await RefuseAsync(fell.Login, client.Source, PasskeyRefusals.CounterFell, "The signature counter fell.", cancellationToken);
            case PasskeyVerdict.NotNow:
                lockouts.Forgive(byAddress);
                return await RefuseAsync("", client.Source, PasskeyRefusals.DatabaseLost, NotAsked, cancellationToken);
            case PasskeyVerdict.Wrong wrong:
                return await RefuseAsync("", client.Source, PasskeyRefusals.Wrong, wrong.Words, cancellationToken);
            default:
                throw new InvalidOperationException("A verdict is one of its four cases.");
        }
    }

    private (Refusal Why, string Words)? WhyNot(string login)
    {
        var person = catalog.Current.People.GetValueOrDefault(login);
        if (IdentifyRefusals.WhyNot(person) is { } refusal)
        {
            return (refusal, "The person is suspended or not in the catalogue.");
        }

        // Their organisation decides whether they may come in. After it has, the passkey is a second factor like any.
        return person!.Provider is { } provider ? (IdentifyRefusals.SignsInByProvider, $"The person signs in by {provider}.") : null;
    }

    private async Task<(Refusal Why, string Words)?> WhyNotAnyMoreAsync(PasskeyVerdict.Right right, CancellationToken cancellationToken)
    {
        try
        {
            return await verifier.IsStillAsync(right, cancellationToken)
                ? WhyNot(right.Login)
                : (PasskeyRefusals.Wrong, "The passkey was removed at this moment.");
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            return (PasskeyRefusals.DatabaseLost, NotAsked);
        }
    }

    private async Task<FactorOutcome> OpenAsync(PasskeyVerdict.Right right, SignInClient client, CancellationToken cancellationToken)
    {
        if (!(await signIns.OpenAsync(new NewSignIn(right.Login, ByPasskey, client), cancellationToken)).Passed(out var opened, out var refusal))
        {
            return new FactorOutcome.Refused(refusal);
        }

        var (cookie, signIn) = (opened.Cookie, opened.SignIn);

        // Whoever removed the passkey, or changed the person, while the answer was judged found no sign-in to end.
        if (await WhyNotAnyMoreAsync(right, CancellationToken.None) is var (late, words))
        {
            signIns.End(cookie.Hash, EndReason.PersonChanged);
            return await RefuseAsync(right.Login, client.Source, late, words, cancellationToken);
        }

        var outcome = await trace.OpenAsync(SignInEvents.Succeeded(signIn), cancellationToken)
            ? await factors.ProveAsync(cookie.Hash, signIn, client.Source, Passkey, null, cancellationToken)
            : new FactorOutcome.Refused(FactorRefusals.TraceUnavailable);
        if (outcome is not FactorOutcome.Proven)
        {
            // Nobody has seen the cookie yet.
            signIns.End(cookie.Hash, EndReason.TraceLost);
        }

        return outcome;
    }

    private async Task<FactorOutcome> RefuseAsync(
        string login, IPAddress source, Refusal why, string words, CancellationToken cancellationToken, DateTimeOffset? until = null)
    {
        // A refusal opens nothing, so it stands even when it cannot be traced.
        await trace.OpenAsync(
            new SignInRefused
            {
                Source = source.ToString(), Login = login.Length == 0 ? "(passkey)" : login, Code = why.Code, Reason = words,
            },
            cancellationToken);
        return new FactorOutcome.Refused(why, until);
    }

    private async Task AlarmAsync(PasskeyVerdict.CounterFell fell, IPAddress source, CancellationToken cancellationToken)
    {
        LogCounterFell(logger, fell.Login, fell.Shown, fell.Known);
        await trace.OpenAsync(
            new PasskeyCounterFell
            {
                Source = source.ToString(), Login = fell.Login, Passkey = fell.Name, Shown = fell.Shown, Known = fell.Known,
            },
            cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message =
        "A passkey of {Login} counted {Shown} uses where {Known} were known: somebody may have a copy of it. It was refused.")]
    private static partial void LogCounterFell(ILogger logger, string login, long shown, long known);
}
