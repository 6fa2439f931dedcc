using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Passwords;

/// <summary>
/// The first factor. Wrong name and wrong password cost the same time and get the same answer; both are counted by name and by
/// the connection's address before they are looked at; and what succeeds is in the trace before there is a cookie.
/// </summary>
internal sealed class PasswordSignIn(
    UserManager<Account> accounts,
    IDbContextFactory<AccountContext> contexts,
    PasswordCheck passwords,
    LockoutBook lockouts,
    SignInSessions signIns,
    CatalogRoom catalog,
    TraceRoom trace,
    TimeProvider clock)
{
    /// <summary>What is traced and counted when the name typed can be no login. It may be a password in the wrong box, so it is not kept.</summary>
    private const string Unrecognised = "(unrecognised)";

    private static readonly FirstFactor ByPassword = new("password");

    /// <summary>Checks name and password and opens a sign-in with one factor, or says why not.</summary>
    /// <param name="client">Where it comes from; what the browser had before ends when the new sign-in opens.</param>
    public async Task<SignInOutcome> TryAsync(string? typedLogin, string? password, SignInClient client, CancellationToken cancellationToken)
    {
        var source = client.Source;
        var login = LoginName.Canonical(typedLogin) ?? Unrecognised;
        var byLogin = LockoutKey.Password(login);
        var byAddress = LockoutKey.Address(source);
        if (lockouts.Begin(byLogin, byAddress) is { } until)
        {
            return await RefuseAsync(login, source, IdentifyRefusals.LockedOut, "Locked out.", until, cancellationToken);
        }

        Account? account;
        try
        {
            account = login == Unrecognised ? null : await accounts.FindByIdAsync(login);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            // Nothing was looked at, so nothing failed.
            lockouts.Forgive(byLogin);
            lockouts.Forgive(byAddress);
            return new SignInOutcome.Refused(IdentifyRefusals.DatabaseLost);
        }

        var bounded = password is { Length: <= PasswordRules.MaxLength } ? password : "";
        if (await passwords.VerifyAsync(account?.PasswordHash, bounded, cancellationToken) is not { } verdict)
        {
            // Nothing was looked at, so nothing failed.
            lockouts.Forgive(byLogin);
            lockouts.Forgive(byAddress);
            return new SignInOutcome.Refused(IdentifyRefusals.Busy);
        }

        if (account is null || !verdict.IsRight)
        {
            return await FailAsync(login, source, cancellationToken);
        }

        lockouts.Clear(byLogin);
        lockouts.Forgive(byAddress);
        if (WhyNot(login) is var (refusal, words))
        {
            return await RefuseAsync(login, source, refusal, words, null, cancellationToken);
        }

        if (verdict.NewHash is { } stronger)
        {
            await StrengthenAsync(account, stronger);
        }

        return await OpenAsync(account, client, cancellationToken);
    }

    private (Refusal Why, string Words)? WhyNot(string login)
    {
        var person = catalog.Current.People.GetValueOrDefault(login);
        if (IdentifyRefusals.WhyNot(person) is { } refusal)
        {
            return (refusal, "The person is suspended or not in the catalogue.");
        }

        // Their organisation decides whether they may come in, and a password of ours would go around it.
        return person!.Provider is { } provider ? (IdentifyRefusals.SignsInByProvider, $"The person signs in by {provider}.") : null;
    }

    private async Task StrengthenAsync(Account account, string hash)
    {
        try
        {
            account.PasswordHash = hash;
            await accounts.UpdateAsync(account);
        }
        catch (Exception busy) when (DatabaseFault.IsOne(busy))
        {
            // The old one is right as well; the next sign-in tries again.
        }
    }

    private async Task<SignInOutcome> OpenAsync(Account account, SignInClient client, CancellationToken cancellationToken)
    {
        if (!(await signIns.OpenAsync(new NewSignIn(account.Id, ByPassword, client), cancellationToken)).Passed(out var opened, out var refusal))
        {
            return new SignInOutcome.Refused(refusal);
        }

        // Whoever changed the password, or the person, while it was checked found no sign-in to end. Asked also for a browser that is gone: the sign-in is there.
        if (await WhyNotAnyMoreAsync(account, CancellationToken.None) is var (late, words))
        {
            signIns.End(opened.Cookie.Hash, EndReason.PersonChanged);
            return await RefuseAsync(account.Id, client.Source, late, words, null, cancellationToken);
        }

        if (await trace.OpenAsync(SignInEvents.Succeeded(opened.SignIn), cancellationToken))
        {
            return new SignInOutcome.Opened(opened.Cookie, opened.SignIn);
        }

        // Nobody has seen the cookie yet.
        signIns.End(opened.Cookie.Hash, EndReason.TraceLost);
        return new SignInOutcome.Refused(IdentifyRefusals.TraceUnavailable);
    }

    private async Task<(Refusal Why, string Words)?> WhyNotAnyMoreAsync(Account account, CancellationToken cancellationToken)
    {
        try
        {
            return await DatabaseDeadline.KeepAsync(token => IsStillAsync(account, token), clock, cancellationToken)
                ? WhyNot(account.Id)
                : (IdentifyRefusals.BadCredential, "The password was changed while it was checked.");
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            return (IdentifyRefusals.DatabaseLost, "The database cannot be asked whether the password is still the person's.");
        }
    }

    // By another context: the one of the accounts would answer with what it read before.
    private async Task<bool> IsStillAsync(Account account, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Accounts.AnyAsync(row => row.Id == account.Id && row.SecurityStamp == account.SecurityStamp, cancellationToken);
    }

    private async Task<SignInOutcome> FailAsync(string login, IPAddress source, CancellationToken cancellationToken)
    {
        var count = lockouts.Of(LockoutKey.Password(login));
        if (count.Failures == LockoutRule.For(LockoutKind.Password).Free)
        {
            await trace.OpenAsync(
                new SignInLockedOut { Source = source.ToString(), Login = login, Failures = count.Failures, Until = count.LockedUntil },
                cancellationToken);
        }

        return await RefuseAsync(login, source, IdentifyRefusals.BadCredential, "Wrong name or password.", null, cancellationToken);
    }

    private async Task<SignInOutcome> RefuseAsync(
        string login, IPAddress source, Refusal why, string words, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        // A refusal opens nothing, so it stands even when it cannot be traced.
        await trace.OpenAsync(
            new SignInRefused { Source = source.ToString(), Login = login, Code = why.Code, Reason = words }, cancellationToken);
        return new SignInOutcome.Refused(why, until);
    }
}
