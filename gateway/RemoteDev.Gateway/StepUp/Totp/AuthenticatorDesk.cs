using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.StepUp.Totp;

/// <summary>
/// A person sets up an authenticator app of their own, in place of the one they had if they had one, or removes it. What is set up counts
/// from the first right code on, and is in the trace before it does.
/// </summary>
internal sealed class AuthenticatorDesk(
    IDbContextFactory<AccountContext> contexts,
    TotpStore authenticators,
    SignInSessions signIns,
    CatalogRoom catalog,
    IDataProtectionProvider protection,
    TraceRoom trace,
    TimeProvider clock)
{
    private const string App = "totp";
    private const int MaxBox = 1024;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly IDataProtector _protector = protection.CreateProtector("RemoteDev.StepUp.Totp.begun.v1");

    /// <summary>A new key, which nobody has until its first code comes.</summary>
    public Step<BegunAuthenticator> Begin(Verified verified)
    {
        if (FactorChange.WhyStale(verified, clock.GetUtcNow()) is { } stale)
        {
            return stale;
        }

        var key = TotpKey.New();
        var until = (clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new BegunAuthenticator(key, For(verified).Protect($"{until} {Convert.ToBase64String(key.Bytes)}"));
    }

    /// <summary>The key of a page that was begun, to show it once more; null when it is over.</summary>
    public TotpKey? Open(Verified verified, string? box)
    {
        if (box is not { Length: > 0 and <= MaxBox })
        {
            return null;
        }

        try
        {
            var parts = For(verified).Unprotect(box).Split(' ');
            var until = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
            return clock.GetUtcNow() < until ? new TotpKey(Convert.FromBase64String(parts[1])) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Stores it, in place of another; whoever else is signed in as this person is not any more. Null when it is so, or why not.</summary>
    public async Task<Refusal?> AddAsync(Verified verified, string? box, string? typed, CancellationToken cancellationToken)
    {
        if (FactorChange.WhyStale(verified, clock.GetUtcNow()) is { } stale)
        {
            return stale;
        }

        if (Open(verified, box) is not { } key)
        {
            return AuthenticatorRefusals.Over;
        }

        if (TotpCode.Read(typed) is not { } code || TotpCode.StepOf(key.Bytes, code, clock.GetUtcNow()) is not { } step)
        {
            return AuthenticatorRefusals.WrongCode;
        }

        var login = verified.Identified.Login;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await FactorChange.TakeTurnAsync(context, catalog.Current.People.GetValueOrDefault(login), clock.GetUtcNow(), cancellationToken))
        {
            return AuthenticatorRefusals.NoAccount;
        }

        await authenticators.ReplaceAsync(context, login, key, step, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        return await FinishAsync(verified, transaction, new MfaEnrolled { Actor = login, Source = verified.Identified.Connection.Source.ToString(), Method = App, Name = null }, cancellationToken);
    }

    /// <summary>Removes it, unless it is the person's only second factor. Null when it is so, or why not.</summary>
    public async Task<Refusal?> RemoveAsync(Verified verified, CancellationToken cancellationToken)
    {
        if (FactorChange.WhyStale(verified, clock.GetUtcNow()) is { } stale)
        {
            return stale;
        }

        var login = verified.Identified.Login;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await FactorChange.TakeTurnAsync(context, catalog.Current.People.GetValueOrDefault(login), clock.GetUtcNow(), cancellationToken);
        if (!await context.Passkeys.AnyAsync(row => row.Login == login, cancellationToken))
        {
            return AuthenticatorRefusals.LastFactor;
        }

        if (await context.Factors.Where(row => row.Login == login).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return AuthenticatorRefusals.None;
        }

        var removed = new MfaRemoved { Actor = login, Source = verified.Identified.Connection.Source.ToString(), Method = App, For = login, Name = "" };
        return await FinishAsync(verified, transaction, removed, cancellationToken);
    }

    private IDataProtector For(Verified verified) => _protector.CreateProtector(verified.Identified.Login, verified.Identified.SignIn.Id);

    private async Task<Refusal?> FinishAsync(
        Verified verified, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, AuditEvent happened, CancellationToken cancellationToken)
    {
        if (!await trace.OpenAsync(happened, cancellationToken))
        {
            return FactorRefusals.TraceUnavailable;
        }

        await transaction.CommitAsync(cancellationToken);
        var signIn = verified.Identified.SignIn;
        signIns.EndAllOf(signIn.Login, EndReason.PersonChanged, except: signIn);
        return null;
    }
}
