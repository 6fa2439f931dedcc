using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Totp;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.StepUp.Passkeys;

/// <summary>A person adds, renames and removes passkeys of their own, each time in the trace before it counts.</summary>
internal sealed class PasskeyDesk(
    PasskeyVerifier verifier,
    PasskeyCeremonies ceremonies,
    IDbContextFactory<AccountContext> contexts,
    SignInSessions signIns,
    CatalogRoom catalog,
    TraceRoom trace,
    TimeProvider clock)
{
    /// <summary>Passkeys of one person.</summary>
    public const int Most = 20;

    private const string Passkey = "passkey";

    /// <summary>A challenge to make one.</summary>
    public async Task<Step<PasskeyRequest>> InviteAsync(Verified verified, HttpContext http)
    {
        if (WhyStale(verified) is { } stale)
        {
            return stale;
        }

        var signIn = verified.Identified.SignIn;
        var name = catalog.Current.People.GetValueOrDefault(signIn.Login)?.DisplayName ?? signIn.Login;
        var (options, state) = await verifier.InviteAsync(signIn.Login, name, http);
        var ceremony = new PasskeyCeremony(PasskeyPurpose.Add, state, signIn.Id);
        return await ceremonies.AddAsync(ceremony, verified.Identified.Connection.Source, http.RequestAborted) is { } cookie
            ? new PasskeyRequest(options, cookie)
            : PasskeyRefusals.Crowded;
    }

    /// <summary>Stores the passkey that the browser made.</summary>
    public async Task<Step<PasskeyRow>> AddAsync(
        Verified verified, string? challenge, string? name, string? answer, HttpContext http, CancellationToken cancellationToken)
    {
        if (WhyStale(verified) is { } stale)
        {
            return stale;
        }

        var signIn = verified.Identified.SignIn;
        if (NameOf(name) is not { } called)
        {
            return PasskeyRefusals.NoName;
        }

        if (await ceremonies.TakeAsync(challenge, PasskeyPurpose.Add, signIn.Id, cancellationToken) is not { } ceremony)
        {
            return PasskeyRefusals.Over;
        }

        var (made, words) = await verifier.ReadNewAsync(ceremony, called, answer, http);
        if (made is null || made.Login != signIn.Login)
        {
            await trace.OpenAsync(
                new MfaRefused
                {
                    Actor = signIn.Login,
                    Source = verified.Identified.Connection.Source.ToString(),
                    SignIn = signIn.Id,
                    Method = Passkey,
                    Code = PasskeyRefusals.NotMade.Code,
                    Reason = words,
                },
                cancellationToken);
            return PasskeyRefusals.NotMade;
        }

        return await StoreAsync(verified, made, cancellationToken);
    }

    /// <summary>Gives one another name.</summary>
    public async Task<Refusal?> RenameAsync(Verified verified, string? id, string? name, CancellationToken cancellationToken)
    {
        if (WhyStale(verified) is { } stale)
        {
            return stale;
        }

        if (NameOf(name) is not { } called)
        {
            return PasskeyRefusals.NoName;
        }

        var login = verified.Identified.Login;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Passkeys.SingleOrDefaultAsync(row => row.Id == id && row.Login == login, cancellationToken) is not { } row)
        {
            return PasskeyRefusals.NoSuchPasskey;
        }

        var traced = await trace.OpenAsync(
            new PasskeyRenamed { Actor = login, Source = verified.Identified.Connection.Source.ToString(), From = row.Name, To = called }, cancellationToken);
        if (!traced)
        {
            return FactorRefusals.TraceUnavailable;
        }

        row.Name = called;
        await context.SaveChangesAsync(cancellationToken);
        return null;
    }

    /// <summary>Removes one, unless it is the person's only second factor. Their other sign-ins end: one of them may be the finder's.</summary>
    public async Task<Refusal?> RemoveAsync(Verified verified, string? id, CancellationToken cancellationToken)
    {
        if (WhyStale(verified) is { } stale)
        {
            return stale;
        }

        var signIn = verified.Identified.SignIn;
        var login = signIn.Login;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        await FactorChange.TakeTurnAsync(context, catalog.Current.People.GetValueOrDefault(login), clock.GetUtcNow(), cancellationToken);
        if (await context.Passkeys.SingleOrDefaultAsync(row => row.Id == id && row.Login == login, cancellationToken) is not { } gone)
        {
            return PasskeyRefusals.NoSuchPasskey;
        }

        if (!await context.Factors.AnyAsync(row => row.Login == login, cancellationToken)
            && await context.Passkeys.CountAsync(row => row.Login == login, cancellationToken) == 1)
        {
            return PasskeyRefusals.LastFactor;
        }

        context.Passkeys.Remove(gone);
        await context.SaveChangesAsync(cancellationToken);
        var traced = await trace.OpenAsync(
            new MfaRemoved
            {
                Actor = login, Source = verified.Identified.Connection.Source.ToString(), Method = Passkey, For = login, Name = gone.Name,
            },
            cancellationToken);
        if (!traced)
        {
            return FactorRefusals.TraceUnavailable;
        }

        await transaction.CommitAsync(cancellationToken);
        signIns.EndAllOf(login, EndReason.PersonChanged, except: signIn);
        return null;
    }

    private async Task<Step<PasskeyRow>> StoreAsync(Verified verified, PasskeyRow made, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await FactorChange.TakeTurnAsync(context, catalog.Current.People.GetValueOrDefault(made.Login), clock.GetUtcNow(), cancellationToken))
        {
            return AuthenticatorRefusals.NoAccount;
        }

        if (await context.Passkeys.AnyAsync(row => row.Id == made.Id, cancellationToken))
        {
            return PasskeyRefusals.Taken;
        }

        if (await context.Passkeys.CountAsync(row => row.Login == made.Login, cancellationToken) >= Most)
        {
            return PasskeyRefusals.Enough;
        }

        var traced = await trace.OpenAsync(
            new MfaEnrolled
            {
                Actor = made.Login, Source = verified.Identified.Connection.Source.ToString(), Method = Passkey, Name = made.Name,
            },
            cancellationToken);
        if (!traced)
        {
            return FactorRefusals.TraceUnavailable;
        }

        context.Passkeys.Add(made);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody registered it between the look and the write.
            return PasskeyRefusals.Taken;
        }

        return made;
    }

    /// <summary>What somebody calls a passkey, or null when it is no name.</summary>
    internal static string? NameOf(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= ColumnLength.KeyName } name && !name.Any(char.IsControl) ? name : null;

    private Refusal? WhyStale(Verified verified) => FactorChange.WhyStale(verified, clock.GetUtcNow());
}
