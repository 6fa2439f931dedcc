using System.Net;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Recovery;
using RemoteDev.Gateway.StepUp.Totp;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.StepUp;

/// <summary>
/// Checks a code of the second factor and strengthens the sign-in. A code is counted before it is looked at, works once, and is in
/// the trace before it opens anything.
/// </summary>
internal sealed class FactorCheck(
    TotpStore authenticators, RecoveryCodeStore recoveryCodes, LockoutBook lockouts, SignInSessions signIns, TraceRoom trace, TimeProvider clock)
{
    private const string Totp = "totp";
    private const string Recovery = "recovery-code";
    private const int FailuresBeforeClockHint = 2;

    /// <summary>Checks a code and strengthens the sign-in of the cookie, or says why not.</summary>
    /// <param name="cookie">The cookie the browser came with: the sign-in that is strengthened.</param>
    /// <param name="typed">Six digits of the authenticator, or a recovery code.</param>
    /// <param name="source">The connection's address.</param>
    public async Task<FactorOutcome> TryAsync(TokenHash cookie, string? typed, IPAddress source, CancellationToken cancellationToken)
    {
        // Whoever asks has looked it up for the browser or connection that is here, so it is known to this gateway.
        if (signIns.Find(cookie) is not { } signIn)
        {
            return new FactorOutcome.Refused(FactorRefusals.SignInOver);
        }

        var byLogin = LockoutKey.Code(signIn.Login);
        var byAddress = LockoutKey.Address(source);
        if (lockouts.Begin(byLogin, byAddress) is { } until)
        {
            await RefuseAsync(signIn, source, Totp, RefusalCode.LockedOut, "Locked out.", cancellationToken);
            return new FactorOutcome.Refused(FactorRefusals.LockedOut, until);
        }

        TotpVerdict shown;
        int? left;
        try
        {
            (shown, left) = await DatabaseDeadline.KeepAsync(token => SpendAsync(signIn.Login, typed, token), clock, cancellationToken);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            // Nobody said no, so nothing failed; and who could not be asked has not said yes. What the database took before it fell silent is spent.
            lockouts.Forgive(byLogin);
            lockouts.Forgive(byAddress);
            await RefuseAsync(signIn, source, Totp, RefusalCode.NotReady, "The database cannot be asked.", cancellationToken);
            return new FactorOutcome.Refused(FactorRefusals.DatabaseLost);
        }

        if (shown.IsRight || left is not null)
        {
            return await ProveAsync(cookie, signIn, source, shown.IsRight ? Totp : Recovery, left, cancellationToken);
        }

        var method = TotpCode.Read(typed) is null ? Recovery : Totp;
        await RefuseAsync(signIn, source, method, RefusalCode.BadCredential, "Wrong or used before.", cancellationToken);
        var count = lockouts.Of(byLogin);
        return new FactorOutcome.Refused(
            FactorRefusals.BadCode,
            count.LockedUntil > clock.GetUtcNow() ? count.LockedUntil : null,
            method == Totp && count.Failures >= FailuresBeforeClockHint,
            shown.LateBy);
    }

    private async Task<(TotpVerdict Shown, int? Left)> SpendAsync(string login, string? typed, CancellationToken cancellationToken)
    {
        var shown = TotpCode.Read(typed) is { } code ? await authenticators.SpendAsync(login, code, cancellationToken) : default;
        return (shown, !shown.IsRight && RecoveryCode.Read(typed) is { } recovery ? await recoveryCodes.SpendAsync(login, recovery, cancellationToken) : null);
    }

    /// <summary>Strengthens the sign-in with a factor of that method, which the caller has checked, after it is in the trace.</summary>
    /// <param name="left">After a recovery code: how many are left.</param>
    public Task<FactorOutcome> ProveAsync(
        TokenHash cookie, SignIn signIn, IPAddress source, string method, int? left, CancellationToken cancellationToken) =>
        ProveAsync(cookie, signIn, source, new MfaProof(method, clock.GetUtcNow()), left, cancellationToken);

    /// <inheritdoc cref="ProveAsync(TokenHash, SignIn, IPAddress, string, int?, CancellationToken)"/>
    /// <param name="proof">With the time at which it was shown elsewhere. A sign-in keeps the fresher one.</param>
    public async Task<FactorOutcome> ProveAsync(
        TokenHash cookie, SignIn signIn, IPAddress source, MfaProof proof, int? left, CancellationToken cancellationToken)
    {
        lockouts.Clear(LockoutKey.Code(signIn.Login));
        lockouts.Forgive(LockoutKey.Address(source));
        var traced = (left is not { } remaining || await trace.OpenAsync(
                new RecoveryUsed { Actor = signIn.Login, Source = source.ToString(), SignIn = signIn.Id, Remaining = remaining }, cancellationToken))
            && await trace.OpenAsync(
                new MfaVerified
                {
                    Actor = signIn.Login, Source = source.ToString(), SignIn = signIn.Id, Method = proof.Method,
                    ShownAt = proof.At < clock.GetUtcNow() ? proof.At : null,
                },
                cancellationToken);
        if (!traced)
        {
            return new FactorOutcome.Refused(FactorRefusals.TraceUnavailable);
        }

        if (!(await signIns.RenewAsync(cookie, cancellationToken)).Passed(out var renewed, out var lost))
        {
            // The trace says that the factor was right; it has to say that nothing came of it. A sign-in that lives has another cookie by now.
            var (why, words) = lost.Code == RefusalCode.NotReady || signIn.HasEnded
                ? (lost.Code == RefusalCode.NotReady ? lost : FactorRefusals.SignInOver, "The sign-in had ended, or could not be shared, when the factor was taken.")
                : (FactorRefusals.AtOnce, "The sign-in was given another cookie when the factor was taken, for another factor shown at the same moment.");
            await RefuseAsync(signIn, source, proof.Method, why.Code, words, cancellationToken);
            return new FactorOutcome.Refused(why);
        }

        if (!(signIn.Mfa?.At > proof.At))
        {
            signIn.Strengthen(proof);
        }

        await signIns.SaveAsync(signIn, cancellationToken);
        return new FactorOutcome.Proven(renewed, left);
    }

    /// <summary>Traces that a factor was not taken.</summary>
    public async Task RefuseAsync(
        SignIn signIn, IPAddress source, string method, RefusalCode code, string words, CancellationToken cancellationToken)
    {
        // A refusal opens nothing, so it stands even when it cannot be traced.
        await trace.OpenAsync(
            new MfaRefused { Actor = signIn.Login, Source = source.ToString(), SignIn = signIn.Id, Method = method, Code = code, Reason = words },
            cancellationToken);
    }
}
