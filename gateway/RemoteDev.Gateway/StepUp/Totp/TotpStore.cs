using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.StepUp.Totp;

/// <summary>People's authenticators, and which steps were used.</summary>
internal sealed class TotpStore(IDbContextFactory<AccountContext> contexts, TotpKeyProtector protector, TimeProvider clock)
{
    /// <summary>
    /// Whether the code is right now and was not used before. A right code is used up by asking, in one atomic step: of two who show it at
    /// once, here or at another replica, one gets true. By how much the phone's clock is off is remembered with it, within bounds.
    /// </summary>
    public async Task<TotpVerdict> SpendAsync(string login, string code, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var factor = await context.Factors.AsNoTracking().SingleOrDefaultAsync(row => row.Login == login, cancellationToken);
        if (factor is null)
        {
            return default;
        }

        var now = clock.GetUtcNow();
        var key = protector.Unprotect(factor.ProtectedSecret, login);
        if (TotpCode.StepOf(key.Bytes, code, now, factor.Drift) is not { } step)
        {
            return new TotpVerdict(IsRight: false, TotpCode.LateBy(key.Bytes, code, now, factor.Drift));
        }

        var drift = TotpCode.DriftAfter(step, now, factor.Drift);
        var spent = await context.Factors
            .Where(row => row.Login == login && row.ProtectedSecret == factor.ProtectedSecret && row.LastStep < step)
            .ExecuteUpdateAsync(
                row => row.SetProperty(factor => factor.LastStep, step).SetProperty(factor => factor.Drift, drift), cancellationToken);
        return new TotpVerdict(spent == 1, null);
    }

    /// <summary>Replaces the person's authenticator, inside the caller's transaction.</summary>
    /// <param name="spentStep">The step of the code that confirmed it, which is not taken again; null when the person has no authenticator from now on.</param>
    public async Task ReplaceAsync(AccountContext context, string login, TotpKey key, long? spentStep, CancellationToken cancellationToken)
    {
        await context.Factors.Where(row => row.Login == login).ExecuteDeleteAsync(cancellationToken);
        if (spentStep is not { } step)
        {
            return;
        }

        context.Factors.Add(new TotpFactor
        {
            Login = login,
            ProtectedSecret = protector.Protect(key, login),
            LastStep = step,
            Drift = TotpCode.DriftAfter(step, clock.GetUtcNow(), before: 0),
            EnrolledAt = clock.GetUtcNow(),
        });
    }
}
