using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>Reads the versions of the policy that were ever saved. They are never changed and never removed.</summary>
internal sealed class PolicyVersions(IDbContextFactory<CatalogContext> contexts)
{
    /// <summary>Some versions, newest first.</summary>
    public async Task<IReadOnlyList<PolicyEntry>> PageAsync(int skip, int take, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Policies.AsNoTracking().OrderByDescending(version => version.Number).Skip(skip).Take(take).ToListAsync(cancellationToken);
    }

    public async Task<PolicyEntry?> FindAsync(long number, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Policies.AsNoTracking().FirstOrDefaultAsync(version => version.Number == number, cancellationToken);
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Policies.CountAsync(cancellationToken);
    }
}
