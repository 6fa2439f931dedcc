using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp;

/// <summary>What holds for everybody who changes their own second factors.</summary>
internal static class FactorChange
{
    /// <summary>
    /// How fresh the factor must be. Less than for other credentials: a browser left alone for a moment must not become somebody's for good.
    /// </summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    public static Refusal? WhyStale(Verified verified, DateTimeOffset now) => now - verified.Mfa.At < Fresh
        ? null
        : new Refusal(RefusalCode.MfaNeeded, "Changing how you sign in asks for a second factor of the last five minutes.") { MfaMaxAge = Fresh };

    /// <summary>
    /// Whoever changes two factors at once waits here for the other, also on another replica, until the transaction is over. Somebody who signs in by
    /// a provider, and had no factor of ours before, gets an account without a password. False when there is none and may be none.
    /// </summary>
    public static async Task<bool> TakeTurnAsync(AccountContext context, PersonEntry? person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var login = person?.Login ?? "";
        if (await context.Accounts.Where(row => row.Id == login)
            .ExecuteUpdateAsync(row => row.SetProperty(account => account.ConcurrencyStamp, Guid.NewGuid().ToString("N")), cancellationToken) > 0)
        {
            return true;
        }

        if (person?.Provider is null)
        {
            return false;
        }

        context.Accounts.Add(new Account(login) { SecurityStamp = Guid.NewGuid().ToString("N"), EnrolledAt = now });
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }
}
