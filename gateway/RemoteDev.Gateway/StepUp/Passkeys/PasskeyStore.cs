using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.StepUp.Passkeys;

/// <summary>People's passkeys.</summary>
internal sealed class PasskeyStore(IDbContextFactory<AccountContext> contexts, TimeProvider clock)
{
    public async Task<IReadOnlyList<PasskeyRow>> OfAsync(string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Passkeys.AsNoTracking().Where(row => row.Login == login).OrderBy(row => row.AddedAt).ToListAsync(cancellationToken);
    }

    public async Task<bool> AnyAsync(string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Passkeys.AnyAsync(row => row.Login == login, cancellationToken);
    }

    public async Task<bool> HasAsync(string login, string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Passkeys.AnyAsync(row => row.Id == id && row.Login == login, cancellationToken);
    }

    /// <summary>
    /// Counts a use, in one atomic step: of two answers with the same count, here or at another replica, one gets through. Authenticators
    /// that do not count always say zero (WebAuthn, section 6.1.1).
    /// </summary>
    /// <returns>Whether it was counted; when not, the count that is known, or null when there is no such passkey any more.</returns>
    public Task<(bool Counted, long? Known)> CountAsync(string id, long shown, bool backedUp, CancellationToken cancellationToken) =>
        DatabaseDeadline.KeepAsync(token => CountInTimeAsync(id, shown, backedUp, token), clock, cancellationToken);

    private async Task<(bool Counted, long? Known)> CountInTimeAsync(string id, long shown, bool backedUp, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var counted = await context.Passkeys
            .Where(row => row.Id == id && (row.SignCount < shown || (row.SignCount == 0 && shown == 0)))
            .ExecuteUpdateAsync(
                row => row.SetProperty(passkey => passkey.SignCount, shown)
                    .SetProperty(passkey => passkey.BackedUp, backedUp)
                    .SetProperty(passkey => passkey.UsedAt, now),
                cancellationToken);
        return counted == 1
            ? (true, shown)
            : (false, await context.Passkeys.Where(row => row.Id == id).Select(row => (long?)row.SignCount).SingleOrDefaultAsync(cancellationToken));
    }

    /// <summary>The person's passkeys are these and no others, inside the caller's transaction.</summary>
    public static async Task ReplaceAsync(AccountContext context, string login, PasskeyRow? passkey, CancellationToken cancellationToken)
    {
        await context.Passkeys.Where(row => row.Login == login).ExecuteDeleteAsync(cancellationToken);
        if (passkey is not null)
        {
            context.Passkeys.Add(passkey);
        }
    }
}
