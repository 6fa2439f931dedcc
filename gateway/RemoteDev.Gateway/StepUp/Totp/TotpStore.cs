using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.StepUp.Totp;

/// <summary>People's authenticators, and which steps were used.</summary>
internal sealed class TotpStore(IDbContextFactory<AccountContext> contexts, TotpKeyProtector protector, TimeProvider clock)
{
    /// <summary>
    /// Whether the code is right now and was not used before. A right code is used up by asking, in one atomic step: of two who show it at
    /// once, here or at another replica, one gets true.
    /// </summary>
    public async Task<bool> SpendAsync(string login, string code, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var factor = await context.Factors.AsNoTracking().SingleOrDefaultAsync(row => row.Login == login, cancellationToken);
        if (factor is null || TotpCode.StepOf(protector.Unprotect(factor.ProtectedSecret, login).Bytes, code, clock.GetUtcNow()) is not { } step)
        {
            return false;
        }

        return await context.Factors
            .Where(row => row.Login == login && row.ProtectedSecret == factor.ProtectedSecret && row.LastStep < step)
            .ExecuteUpdateAsync(row => row.SetProperty(factor => factor.LastStep, step), cancellationToken) == 1;
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
            EnrolledAt = clock.GetUtcNow(),
        });
    }
}
