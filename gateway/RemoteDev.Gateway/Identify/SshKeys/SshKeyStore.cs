using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Identify.SshKeys;

/// <summary>The public keys that people registered.</summary>
internal sealed class SshKeyStore(IDbContextFactory<AccountContext> contexts, TimeProvider clock)
{
    // Who connects often is written down once in this long.
    private static readonly TimeSpan Granularity = TimeSpan.FromMinutes(1);

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

    /// <summary>Remembers that it was used, for its owner's eyes; nothing rests on it, so what cannot be written is passed over.</summary>
    public async Task UsedAsync(string fingerprint, CancellationToken cancellationToken)
    {
        try
        {
            await DatabaseDeadline.KeepAsync(token => NoteUseAsync(fingerprint, token), clock, cancellationToken);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            // The next use writes it down.
        }
    }

    private async Task NoteUseAsync(string fingerprint, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (await context.SshKeys.SingleOrDefaultAsync(row => row.Fingerprint == fingerprint, cancellationToken) is { } key
            && !(key.UsedAt > now - Granularity))
        {
            key.UsedAt = now;
            await context.SaveChangesAsync(cancellationToken);
        }
    }
}
