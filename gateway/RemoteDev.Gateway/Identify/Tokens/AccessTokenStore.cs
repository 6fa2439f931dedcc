using System.Net;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>
/// The table of access tokens, which says which of them live: on every gateway the same. One that was made before all of its holder's
/// sign-ins were ended lives no more, though it may stand here for a moment, or after a crash.
/// </summary>
internal sealed class AccessTokenStore(IDbContextFactory<AccountContext> contexts)
{
    /// <summary>The token of a hash that nobody ended, or null. Expired ones are found until they are swept.</summary>
    public async Task<AccessTokenRow?> FindLivingAsync(TokenHash hash, CancellationToken cancellationToken)
    {
        var wanted = hash.ToString();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Living(context).SingleOrDefaultAsync(row => row.Hash == wanted, cancellationToken);
    }

    /// <summary>The row of a hash, whether or not its token lives, or null.</summary>
    public async Task<AccessTokenRow?> FindAsync(TokenHash hash, CancellationToken cancellationToken)
    {
        var wanted = hash.ToString();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AccessTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == wanted, cancellationToken);
    }

    public async Task<AccessTokenRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AccessTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>A holder's tokens, the newest first; of everybody when no holder is named.</summary>
    public async Task<IReadOnlyList<AccessTokenRow>> OfAsync(string? holder, int most, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AccessTokens.AsNoTracking().Where(row => holder == null || row.Holder == holder)
            .OrderByDescending(row => row.MadeAt).ThenBy(row => row.Id).Take(most).ToListAsync(cancellationToken);
    }

    public async Task<int> CountAsync(string holder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AccessTokens.CountAsync(row => row.Holder == holder && row.ExpiresAt > now, cancellationToken);
    }

    /// <summary>The holder's one of that name, or null.</summary>
    public async Task<AccessTokenRow?> NamedAsync(string holder, string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AccessTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Holder == holder && row.Name == name, cancellationToken);
    }

    /// <summary>Adds one, in one transaction with the end of the one whose place it takes. False when the holder has another of that name.</summary>
    /// <param name="inPlaceOf">That one's id, or null.</param>
    public async Task<bool> TryAddAsync(AccessTokenRow row, string? inPlaceOf, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (inPlaceOf is not null)
        {
            await context.AccessTokens.Where(old => old.Id == inPlaceOf).ExecuteDeleteAsync(cancellationToken);
        }

        if (await context.AccessTokens.AnyAsync(other => other.Holder == row.Holder && other.Name == row.Name, cancellationToken))
        {
            return false;
        }

        context.AccessTokens.Add(row);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else may have taken the name between the look and the write.
            await transaction.RollbackAsync(cancellationToken);
            if (await context.AccessTokens.AnyAsync(other => other.Holder == row.Holder && other.Name == row.Name && other.Id != inPlaceOf, cancellationToken))
            {
                return false;
            }

            throw;
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Removes it: of all who try, on whichever gateway, one gets true.</summary>
    public async Task<bool> TryRemoveAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AccessTokens.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    /// <summary>Those that were ended and stand in the table nevertheless.</summary>
    public async Task<IReadOnlyList<AccessTokenRow>> LeftAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AccessTokens.AsNoTracking()
            .Where(row => context.SignInEnds.Any(end => end.Login == row.Holder && row.MadeAt <= end.At)).ToListAsync(cancellationToken);
    }

    /// <summary>The holders of this kind with a token that was made by then.</summary>
    public async Task<IReadOnlyList<string>> HoldersAsync(string prefix, DateTimeOffset madeBy, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.AccessTokens.Where(row => EF.Functions.Like(row.Holder, prefix + "%") && row.MadeAt <= madeBy)
            .Select(row => row.Holder).Distinct().ToListAsync(cancellationToken);
    }

    /// <summary>Those of the tokens that nobody ended.</summary>
    public async Task<IReadOnlySet<string>> StandingAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Living(context).Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    public async Task NoteUseAsync(string id, DateTimeOffset at, IPAddress from, CancellationToken cancellationToken)
    {
        var address = from.ToString();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.AccessTokens.Where(row => row.Id == id && (row.UsedAt == null || row.UsedAt < at)).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.UsedAt, at).SetProperty(row => row.UsedFrom, address), cancellationToken);
    }

    /// <summary>Forgets those that expired before.</summary>
    public async Task SweepAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.AccessTokens.Where(row => row.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    // In milliseconds, as both columns keep it: one that was made in the same is ended.
    private static IQueryable<AccessTokenRow> Living(AccountContext context) =>
        context.AccessTokens.AsNoTracking().Where(row => !context.SignInEnds.Any(end => end.Login == row.Holder && row.MadeAt <= end.At));
}
