using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>Keeps the catalogue. One transaction per edit; the version row excludes a second gateway's edit of the same version.</summary>
internal sealed class CatalogStore(IDbContextFactory<CatalogContext> contexts)
{
    /// <summary>Stores the changes, and commits only when <paramref name="trace"/> says they are durable in the trace.</summary>
    /// <param name="step">The draft that becomes the policy by it, as it is afterwards; stored with the rest or not at all.</param>
    public async Task<SaveResult> SaveAsync(
        CatalogSnapshot before, CatalogSnapshot after, ImmutableArray<CatalogChange> changes, PolicyDraft? step, Func<CancellationToken, Task<bool>> trace,
        CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await AdvanceAsync(context, before.Version, after.Version, cancellationToken))
        {
            return SaveResult.Stale;
        }

        foreach (var change in changes)
        {
            await StoreAsync(context, change.Path, after, cancellationToken);
        }

        if (step is not null)
        {
            DraftStore.Put(context, step);
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SaveResult.Stale;
        }

        if (!await trace(cancellationToken))
        {
            return SaveResult.NotTraced;
        }

        // Not cancellable any more: the trace says it happened.
        await transaction.CommitAsync(CancellationToken.None);
        return SaveResult.Saved;
    }

    /// <summary>The version now stored; 0 before the first edit.</summary>
    public async Task<long> VersionAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.State.AsNoTracking().Select(state => (long?)state.Version).SingleOrDefaultAsync(cancellationToken) ?? 0;
    }

    /// <summary>Everything stored, as of one moment.</summary>
    public async Task<StoredCatalog> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        await using var transaction = await context.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        return new StoredCatalog(
            await context.State.Select(state => (long?)state.Version).SingleOrDefaultAsync(cancellationToken) ?? 0,
            await context.Vendors.ToListAsync(cancellationToken),
            await context.Roles.ToListAsync(cancellationToken),
            await context.Documents.ToListAsync(cancellationToken),
            await context.Providers.ToListAsync(cancellationToken),
            await context.People.ToListAsync(cancellationToken),
            await context.Services.ToListAsync(cancellationToken),
            await context.Projects.ToListAsync(cancellationToken),
            await context.Environments.ToListAsync(cancellationToken),
            await context.Repositories.ToListAsync(cancellationToken),
            await context.Windows.ToListAsync(cancellationToken),
            await context.Networks.ToListAsync(cancellationToken),
            await PoliciesAsync(context, cancellationToken));
    }

    /// <summary>One version of the policy; null when there is none of that number.</summary>
    public async Task<PolicyEntry?> PolicyAsync(long number, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Policies.AsNoTracking().SingleOrDefaultAsync(policy => policy.Number == number, cancellationToken);
    }

    /// <summary>The versions of the policy, newest first, without their texts' tests being run again.</summary>
    public async Task<IReadOnlyList<PolicyEntry>> PoliciesAsync(int skip, int take, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Policies.AsNoTracking().OrderByDescending(policy => policy.Number).Skip(skip).Take(take).ToListAsync(cancellationToken);
    }

    // One at a time: usually the newest loads, and a text may be long.
    private static async Task<IReadOnlyList<StoredPolicy>> PoliciesAsync(CatalogContext context, CancellationToken cancellationToken)
    {
        var read = new List<StoredPolicy>();
        for (var before = long.MaxValue; read.Count == 0 || read[^1].Bundle is null; before = read[^1].Entry.Number)
        {
            var newest = await context.Policies.Where(policy => policy.Number < before).OrderByDescending(policy => policy.Number).FirstOrDefaultAsync(cancellationToken);
            if (newest is null)
            {
                break;
            }

            read.Add(StoredPolicy.Load(newest));
        }

        return read;
    }

    private static async Task<bool> AdvanceAsync(CatalogContext context, long from, long to, CancellationToken cancellationToken)
    {
        var rows = await context.State.Where(state => state.Id == CatalogState.TheOne && state.Version == from)
            .ExecuteUpdateAsync(update => update.SetProperty(state => state.Version, to), cancellationToken);
        if (rows == 1 || from != 0)
        {
            return rows == 1;
        }

        // The first edit ever. Two gateways doing this at once meet at the primary key.
        context.State.Add(new CatalogState { Version = to });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    private static Task StoreAsync(CatalogContext context, string path, CatalogSnapshot after, CancellationToken cancellationToken)
    {
        if (path == PolicyEntry.TextPath)
        {
            context.Policies.Add(after.Policy ?? throw new InvalidOperationException("A policy is replaced, never removed."));
            return Task.CompletedTask;
        }

        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var name = path[(slash + 1)..];
        return CatalogKinds.FromSection(path[..slash]) switch
        {
            CatalogKind.Vendor => PutAsync(context.Vendors, after.Vendors.GetValueOrDefault(name), [name], cancellationToken),
            CatalogKind.Role => PutAsync(context.Roles, after.Roles.GetValueOrDefault(name), [name], cancellationToken),
            CatalogKind.Document => PutAsync(context.Documents, after.Documents.GetValueOrDefault(name), [name], cancellationToken),
            CatalogKind.Provider => PutAsync(context.Providers, after.Providers.GetValueOrDefault(name), [name], cancellationToken),
            CatalogKind.Person => PutAsync(context.People, after.People.GetValueOrDefault(name), [name], cancellationToken),
            CatalogKind.Service => PutAsync(context.Services, after.Services.GetValueOrDefault(name), [name], cancellationToken),
            CatalogKind.Project => PutAsync(context.Projects, after.Projects.GetValueOrDefault(name), [name], cancellationToken),
            CatalogKind.Environment => PutAsync(context.Environments, after.Environments.GetValueOrDefault(name), [name], cancellationToken),
            CatalogKind.Repository => PutAsync(context.Repositories, after.Repositories.GetValueOrDefault(name), name.Split('/'), cancellationToken),
            CatalogKind.Window => PutAsync(context.Windows, after.Windows.GetValueOrDefault(name)?.Text, [name], cancellationToken),
            CatalogKind.Network => PutAsync(context.Networks, after.Networks.GetValueOrDefault(name), [name], cancellationToken),
            _ => throw new InvalidOperationException($"'{path}' is no path of the catalogue."),
        };
    }

    private static async Task PutAsync<T>(DbSet<T> rows, T? entry, object[] key, CancellationToken cancellationToken)
        where T : class
    {
        var stored = await rows.FindAsync(key, cancellationToken);
        switch (stored, entry)
        {
            case (null, { } added):
                rows.Add(added);
                break;
            case ({ } removed, null):
                rows.Remove(removed);
                break;
            case ({ } old, { } now):
                rows.Entry(old).CurrentValues.SetValues(now);
                break;
        }
    }
}
