using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>Keeps what directories sent. Who may do what stands in the catalogue alone; without an edit of it nothing here has an effect.</summary>
internal sealed class DirectoryStore(IDbContextFactory<CatalogContext> contexts)
{
    /// <summary>Raised with provider and login after the directory said something of the person. Handlers must not block or throw.</summary>
    public event Action<string, string>? UserChanged;

    public async Task<IReadOnlyList<DirectoryUser>> UsersAsync(string provider, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DirectoryUsers.AsNoTracking().Where(row => row.Provider == provider).OrderBy(row => row.Login).ToListAsync(cancellationToken);
    }

    public async Task<DirectoryUser?> UserAsync(string provider, string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DirectoryUsers.AsNoTracking().SingleOrDefaultAsync(row => row.Provider == provider && row.Login == login, cancellationToken);
    }

    /// <summary>The one whom the directory calls so; case is not significant.</summary>
    public async Task<DirectoryUser?> NamedAsync(string provider, string userName, CancellationToken cancellationToken)
    {
        var key = userName.ToUpperInvariant();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DirectoryUsers.AsNoTracking().SingleOrDefaultAsync(row => row.Provider == provider && row.UserNameKey == key, cancellationToken);
    }

    public async Task<IReadOnlyList<DirectoryGroup>> GroupsAsync(string provider, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DirectoryGroups.AsNoTracking().Where(row => row.Provider == provider).OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Whether the directory sends groups, so that a sign-in's word about them does not count.</summary>
    public async Task<bool> SpeaksOfGroupsAsync(string provider, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DirectoryGroups.AnyAsync(row => row.Provider == provider, cancellationToken);
    }

    /// <summary>Stores all of it or nothing; false when somebody else changed one of them meanwhile, or has the name.</summary>
    /// <param name="before">What was read; null adds.</param>
    /// <param name="after">What it becomes; null removes.</param>
    public Task<bool> SaveAsync(DirectoryUser? before, DirectoryUser? after, CancellationToken cancellationToken) =>
        SaveAsync([(before, after is null ? null : after with { Revision = (before?.Revision ?? 0) + 1 })], cancellationToken);

    /// <inheritdoc cref="SaveAsync(DirectoryUser, DirectoryUser, CancellationToken)"/>
    public Task<bool> SaveAsync(DirectoryGroup? before, DirectoryGroup? after, CancellationToken cancellationToken) =>
        SaveAsync([(before, after is null ? null : after with { Revision = (before?.Revision ?? 0) + 1 })], cancellationToken);

    /// <summary>Removes a user, also from every group.</summary>
    public async Task<bool> RemoveAsync(DirectoryUser user, CancellationToken cancellationToken)
    {
        var groups = await GroupsAsync(user.Provider, cancellationToken);
        var left = groups.Where(group => group.Members.Contains(user.Login, StringComparer.Ordinal));
        return await SaveAsync(
            [
                (user, null),
                .. left.Select(group => ((object?)group, (object?)(group with { Members = group.Members.Remove(user.Login, StringComparer.Ordinal), Revision = group.Revision + 1 }))),
            ],
            cancellationToken);
    }

    /// <summary>
    /// Removes what is about nobody any more: of providers that are not in the catalogue, and of people who are not, or are another's.
    /// A name that is given again must not find what its earlier bearer left.
    /// </summary>
    /// <param name="catalog">As this gateway knows it. Another gateway may have added somebody meanwhile.</param>
    /// <param name="createdBefore">What is younger stays, for this catalogue may be older than it.</param>
    public async Task SweepAsync(CatalogSnapshot catalog, DateTimeOffset createdBefore, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await context.DirectoryUsers.AsNoTracking().ToListAsync(cancellationToken);
        foreach (var user in known.Where(user => user.CreatedAt < createdBefore && catalog.People.GetValueOrDefault(user.Login)?.Provider != user.Provider))
        {
            await RemoveAsync(user, cancellationToken);
        }

        var groups = context.DirectoryGroups.Where(group => group.CreatedAt < createdBefore);
        foreach (var provider in await groups.Select(group => group.Provider).Distinct().ToListAsync(cancellationToken))
        {
            if (!catalog.Providers.ContainsKey(provider))
            {
                await groups.Where(group => group.Provider == provider).ExecuteDeleteAsync(cancellationToken);
            }
        }
    }

    private async Task<bool> SaveAsync(IReadOnlyList<(object? Before, object? After)> changes, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var (before, after) in changes)
        {
            switch (before, after)
            {
                case (null, { } added):
                    context.Add(added);
                    break;
                case ({ } removed, null):
                    context.Remove(removed);
                    break;
                case ({ } was, { } becomes):
                    // Attached as it was read, so that the update holds only while it still is so.
                    context.Attach(was).CurrentValues.SetValues(becomes);
                    break;
            }
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            return false;
        }

        foreach (var user in changes.Select(change => change.After ?? change.Before).OfType<DirectoryUser>())
        {
            UserChanged?.Invoke(user.Provider, user.Login);
        }

        return true;
    }
}
