using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>
/// When all of somebody's sign-ins were ended together, in the database: so that neither a Redis that is away nor the end of the gateway
/// that ended them lets one live on elsewhere. Access tokens are held against it too. Kept until no sign-in can be older, and no token is.
/// </summary>
internal sealed class SignInEndBook(IDbContextFactory<AccountContext> contexts, SignInLifetimes lifetimes, TimeProvider clock)
{
    // Clocks of gateways differ a little, and what was written a moment ago may be seen a moment later.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    // The question to Redis waits for this one.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private DateTimeOffset _lookedAt = clock.GetUtcNow();

    /// <summary>Writes it down. False when the database does not take it now.</summary>
    /// <param name="except">The sign-in that is spared, and when it was opened; one that an earlier end meant is spared by no later one.</param>
    public async Task<bool> TryAddAsync(string login, (string Id, DateTimeOffset OpenedAt)? except, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var over = clock.GetUtcNow() - lifetimes.Absolute - Margin;
            await context.SignInEnds
                .Where(row => row.At <= over && !context.AccessTokens.Any(token => token.Holder == row.Login && token.MadeAt <= row.At))
                .ExecuteDeleteAsync(cancellationToken);
            if (await context.SignInEnds.AsNoTracking().SingleOrDefaultAsync(row => row.Login == login, cancellationToken) is not { } known)
            {
                context.SignInEnds.Add(new SignInEndRow { Login = login, At = at, Except = except?.Id });
                await context.SaveChangesAsync(cancellationToken);
                return true;
            }

            // Another gateway may have written a later one; it stays. What another wrote since it was read is tried again upon.
            var spared = except is { } one && !Ends(known, one.Id, one.OpenedAt) ? one.Id : null;
            return known.At > at || await context.SignInEnds.Where(row => row.Login == login && row.At == known.At)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.At, at).SetProperty(row => row.Except, spared), cancellationToken) == 1;
        }
        catch (Exception fault) when (IsPassing(fault))
        {
            // Also when another gateway wrote the first one at this moment: then there is one to update.
            return false;
        }
    }

    /// <summary>Whether this sign-in was ended with all others of its person. Null when the database cannot be asked.</summary>
    public async ValueTask<bool?> EndedAsync(SignInRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await context.SignInEnds.AsNoTracking().SingleOrDefaultAsync(row => row.Login == record.Login, cancellationToken) is { } end
                && Ends(end, record.Id, record.OpenedAt);
        }
        catch (Exception fault) when (IsPassing(fault))
        {
            return null;
        }
    }

    /// <summary>Whether all of a person's were ended then or since, whether or not one was spared. Null when the database cannot be asked.</summary>
    public async ValueTask<bool?> AllEndedSinceAsync(string login, DateTimeOffset then, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await context.SignInEnds.AnyAsync(row => row.Login == login && row.At >= then, cancellationToken);
        }
        catch (Exception fault) when (IsPassing(fault))
        {
            return null;
        }
    }

    /// <summary>What was written since the last look, by whichever gateway; nothing when the database cannot be asked, until it can.</summary>
    public async ValueTask<IReadOnlyList<SignInEndRow>> NewsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(Patience);
            var (now, since) = (clock.GetUtcNow(), _lookedAt - Margin);
            await using var context = await contexts.CreateDbContextAsync(deadline.Token);
            var rows = await context.SignInEnds.AsNoTracking().Where(row => row.At > since).ToListAsync(deadline.Token);
            _lookedAt = now;
            return rows;
        }
        catch (Exception fault) when (IsPassing(fault) || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [];
        }
    }

    /// <summary>Compared in milliseconds, as the database keeps it: one that was opened in the same is ended.</summary>
    public static bool Ends(SignInEndRow end, string id, DateTimeOffset openedAt) =>
        id != end.Except && openedAt.ToUnixTimeMilliseconds() <= end.At.ToUnixTimeMilliseconds();

    private static bool IsPassing(Exception fault) => fault is DbException or DbUpdateException or InvalidOperationException or TimeoutException or IOException;
}
