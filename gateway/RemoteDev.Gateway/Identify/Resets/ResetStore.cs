using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.Resets;

/// <summary>Resets. Every step is one atomic update that names the state it comes from: of two who take it at once, one does.</summary>
internal sealed class ResetStore(IDbContextFactory<AccountContext> contexts, TimeProvider clock)
{
    /// <summary>From the first word to the link.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>
    /// Open ones of one account, of those asked for and of those administrators started each: nobody floods the list, and what anybody may ask
    /// for without being known stands in nobody's way who is.
    /// </summary>
    public const int MostOpen = 3;

    /// <summary>Open ones of all accounts together, of each kind.</summary>
    public const int MostOpenOfAll = 200;

    public async Task<bool> HasAccountAsync(string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Accounts.AnyAsync(row => row.Id == login, cancellationToken);
    }

    /// <summary>Adds one once it is traced; false when too many of its kind are open.</summary>
    /// <param name="trace">Asked for when there is room for it, and before it is kept: of what is not kept nothing is said.</param>
    /// <returns>Null when it could not be traced.</returns>
    public async Task<bool?> AddAsync(ResetRow row, Func<Task<bool>> trace, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var asked = row.State == ResetState.Asked;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var open = Open(context.Resets, now).Where(other => (other.State == ResetState.Asked) == asked);
        if (await open.CountAsync(other => other.Login == row.Login, cancellationToken) >= MostOpen
            || await open.CountAsync(cancellationToken) >= MostOpenOfAll)
        {
            return false;
        }

        if (!await trace())
        {
            return null;
        }

        // What is over is of no use to anybody but the trace, which has it.
        var old = now - Lifetime;
        await context.Resets.Where(other => other.ExpiresAt <= old).ExecuteDeleteAsync(cancellationToken);
        context.Resets.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Those that wait for somebody, the newest first.</summary>
    public async Task<IReadOnlyList<ResetRow>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Open(context.Resets.AsNoTracking(), clock.GetUtcNow()).OrderByDescending(row => row.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>Those of one account that wait for somebody.</summary>
    public async Task<IReadOnlyList<ResetRow>> OpenOfAsync(string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Open(context.Resets.AsNoTracking(), clock.GetUtcNow())
            .Where(row => row.Login == login).OrderByDescending(row => row.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>An open one, or null.</summary>
    public async Task<ResetRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Open(context.Resets.AsNoTracking(), clock.GetUtcNow()).SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>The one that a browser waits for, decided or not; null also when it is too old.</summary>
    public async Task<ResetRow?> WaitingAsync(TokenHash cookie, CancellationToken cancellationToken)
    {
        var hash = cookie.ToString();
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Resets.AsNoTracking().SingleOrDefaultAsync(row => row.WaitHash == hash && row.ExpiresAt > now, cancellationToken);
    }

    /// <summary>An administrator vouches.</summary>
    public Task<bool> VouchAsync(string id, string by, string reason, CancellationToken cancellationToken) => StepAsync(
        id,
        rows => rows.Where(row => row.State == ResetState.Asked)
            .ExecuteUpdateAsync(
                row => row.SetProperty(reset => reset.State, ResetState.Started).SetProperty(reset => reset.StartedBy, by).SetProperty(reset => reset.Reason, reason),
                cancellationToken),
        cancellationToken);

    /// <summary>A second one consents.</summary>
    /// <param name="startedBy">Who had started it when the second one looked.</param>
    public Task<bool> ConsentAsync(string id, string by, string startedBy, CancellationToken cancellationToken) => StepAsync(
        id,
        rows => rows.Where(row => row.State == ResetState.Started && row.StartedBy == startedBy)
            .ExecuteUpdateAsync(
                row => row.SetProperty(reset => reset.State, ResetState.Consented).SetProperty(reset => reset.ConsentedBy, by), cancellationToken),
        cancellationToken);

    /// <summary>The link is about to be made. Of two who ask, one gets true.</summary>
    public Task<bool> TakeAsync(string id, CancellationToken cancellationToken) => StepAsync(
        id,
        rows => rows.Where(row => row.State == ResetState.Consented)
            .ExecuteUpdateAsync(row => row.SetProperty(reset => reset.State, ResetState.Taken), cancellationToken),
        cancellationToken);

    public Task<bool> RefuseAsync(string id, CancellationToken cancellationToken) => StepAsync(
        id,
        rows => rows.Where(row => row.State == ResetState.Asked || row.State == ResetState.Started || row.State == ResetState.Consented)
            .ExecuteUpdateAsync(row => row.SetProperty(reset => reset.State, ResetState.Refused), cancellationToken),
        cancellationToken);

    private static IQueryable<ResetRow> Open(IQueryable<ResetRow> rows, DateTimeOffset now) => rows.Where(
        row => row.ExpiresAt > now && (row.State == ResetState.Asked || row.State == ResetState.Started || row.State == ResetState.Consented));

    private async Task<bool> StepAsync(string id, Func<IQueryable<ResetRow>, Task<int>> step, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await step(context.Resets.Where(row => row.Id == id && row.ExpiresAt > now)) == 1;
    }
}
