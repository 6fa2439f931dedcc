using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Recovery;
using RemoteDev.Gateway.StepUp.Totp;

namespace RemoteDev.Gateway.StepUp.Enrolment;

/// <summary>
/// From an invitation to an account with two factors: password, then a code that proves the authenticator works or a passkey, then all of
/// it is stored in one transaction that also uses the invitation up. Before that, nothing is stored and nothing is open. Whoever signs in by
/// a provider enrols the second factor alone: no password, and no sign-in, because the provider decides whether they may come in.
/// </summary>
internal sealed class EnrolmentDesk(
    InvitationStore invitations,
    PendingEnrolments pending,
    PasswordCheck passwords,
    EnrolmentLedger ledger,
    FreshRecoveryCodes freshCodes,
    SignInSessions signIns,
    CatalogRoom catalog,
    TimeProvider clock)
{
    private const int WrongCodesBeforeClockHint = 2;

    private static readonly FirstFactor ByInvitation = new("invitation");

    /// <summary>Whom an open link lets enrol, or why not. Looking changes nothing.</summary>
    public async Task<(string? Login, Refusal? Why)> LookAsync(string? token, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(token, cancellationToken) is not { } login)
        {
            return (null, EnrolmentRefusals.Closed);
        }

        return IdentifyRefusals.WhyNot(catalog.Current.People.GetValueOrDefault(login)) is { } refusal ? (null, refusal) : (login, null);
    }

    /// <summary>What the people who sign in by a provider call it; null for whoever signs in with a password.</summary>
    public string? ProviderOf(string login)
    {
        var snapshot = catalog.Current;
        return snapshot.People.GetValueOrDefault(login)?.Provider is { } name ? snapshot.Providers.GetValueOrDefault(name)?.DisplayName ?? name : null;
    }

    /// <summary>The first step: the password, which those who sign in by a provider have none of.</summary>
    public async Task<EnrolmentOutcome> BeginAsync(string? token, string? password, CancellationToken cancellationToken)
    {
        var (login, why) = await LookAsync(token, cancellationToken);
        if (login is null || !TokenHash.TryOf(token, out var invitation))
        {
            return new EnrolmentOutcome.Refused(why ?? EnrolmentRefusals.Closed);
        }

        if (ProviderOf(login) is not null)
        {
            return await BegunAsync(login, invitation, null, cancellationToken);
        }

        var faults = PasswordRules.FaultsOf(password ?? "", login);
        if (faults.Count > 0)
        {
            return new EnrolmentOutcome.Unfit(faults);
        }

        return await passwords.HashAsync(password!, cancellationToken) is { } hash
            ? await BegunAsync(login, invitation, hash, cancellationToken)
            : new EnrolmentOutcome.Refused(IdentifyRefusals.Busy);
    }

    /// <summary>The last step: a code from the authenticator.</summary>
    /// <param name="client">Where it comes from; what the browser had before ends.</param>
    public async Task<EnrolmentOutcome> ConfirmAsync(
        PendingEnrolment enrolment, string? typed, SignInClient client, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (TotpCode.Read(typed) is not { } code || TotpCode.StepOf(enrolment.Key.Bytes, code, now) is not { } step)
        {
            return new EnrolmentOutcome.WrongCode(await pending.CountWrongCodeAsync(enrolment, cancellationToken) >= WrongCodesBeforeClockHint);
        }

        return await CompleteAsync(enrolment, EnrolledFactor.App(step), client, cancellationToken);
    }

    /// <summary>Stores it all and signs the person in with both factors; whoever signs in by a provider does that next.</summary>
    /// <param name="factor">Proven by use a moment ago.</param>
    public async Task<EnrolmentOutcome> CompleteAsync(
        PendingEnrolment enrolment, EnrolledFactor factor, SignInClient client, CancellationToken cancellationToken)
    {
        if (IdentifyRefusals.WhyNot(catalog.Current.People.GetValueOrDefault(enrolment.Login)) is { } refusal)
        {
            return new EnrolmentOutcome.Refused(refusal);
        }

        if (IsOfAnotherWay(enrolment))
        {
            return new EnrolmentOutcome.Refused(EnrolmentRefusals.OtherWay);
        }

        if (enrolment.PasswordHash is null)
        {
            return await CompleteFactorAsync(enrolment, factor, client, cancellationToken);
        }

        // Whoever held the account before is out: the new credentials are the only ones.
        if (!(await signIns.OpenAsync(new NewSignIn(enrolment.Login, ByInvitation, client), cancellationToken)).Passed(out var opened, out var lost))
        {
            return new EnrolmentOutcome.Refused(lost);
        }

        var (cookie, signIn) = (opened.Cookie, opened.SignIn);
        var stored = await ledger.StoreAsync(enrolment, factor, signIn, cancellationToken);

        // An edit that gave them a provider before the sign-in was open had nothing to end; a later one ends it.
        if (!stored.Passed(out var sheet, out var why) || IsOfAnotherWay(enrolment))
        {
            signIns.End(cookie.Hash, EndReason.Closed);
            return new EnrolmentOutcome.Refused(why ?? EnrolmentRefusals.OtherWay);
        }

        signIns.EndAllOf(enrolment.Login, EndReason.PersonChanged, except: signIn);
        await pending.ForgetAsync(enrolment, cancellationToken);
        freshCodes.Put(signIn, sheet);
        signIn.Strengthen(new MfaProof(factor.Method, clock.GetUtcNow()));
        await signIns.SaveAsync(signIn, cancellationToken);
        return new EnrolmentOutcome.Enrolled(cookie);
    }

    private async Task<EnrolmentOutcome> CompleteFactorAsync(
        PendingEnrolment enrolment, EnrolledFactor factor, SignInClient client, CancellationToken cancellationToken)
    {
        if (await ledger.StoreFactorAsync(enrolment, factor, client.Source, cancellationToken) is { } why)
        {
            return new EnrolmentOutcome.Refused(why);
        }

        signIns.EndAllOf(enrolment.Login, EndReason.PersonChanged);
        await pending.ForgetAsync(enrolment, cancellationToken);
        return new EnrolmentOutcome.FactorEnrolled();
    }

    private async Task<EnrolmentOutcome> BegunAsync(string login, TokenHash invitation, string? passwordHash, CancellationToken cancellationToken) =>
        (await pending.BeginAsync(login, invitation, passwordHash, TotpKey.New(), cancellationToken)).Passed(out var cookie, out var why)
            ? new EnrolmentOutcome.Begun(cookie)
            : new EnrolmentOutcome.Refused(why);

    // Began as one who has a password and has a provider by now, or the other way round.
    private bool IsOfAnotherWay(PendingEnrolment enrolment) => (enrolment.PasswordHash is null) != (ProviderOf(enrolment.Login) is not null);
}
