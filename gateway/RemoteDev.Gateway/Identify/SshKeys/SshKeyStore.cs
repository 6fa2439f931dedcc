using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Identify.SshKeys;

/// <summary>The public keys that people registered.</summary>
internal sealed class SshKeyStore(IDbContextFactory<AccountContext> contexts, TimeProvider clock)
{
    public async Task<IReadOnlyList<SshKeyRow>> OfAsync(string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.SshKeys.AsNoTracking().Where(row => row.Login == login).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.AddedAt)];
    }

    /// <summary>
    /// Which person's key it is, or null. The key of a connector is no person's. Throws what <see cref="DatabaseFault"/> knows when it
    /// cannot be said now.
    /// </summary>
    public Task<string?> OwnerAsync(string fingerprint, CancellationToken cancellationToken) => DatabaseDeadline.KeepAsync(
        async token =>
        {
            await using var context = await contexts.CreateDbContextAsync(token);
            return await context.SshKeys.Where(row => row.Fingerprint == fingerprint && row.Environment == null).Select(row => row.Login).SingleOrDefaultAsync(token);
        },
        clock,
        cancellationToken);
}
