using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Identify.SshKeys;

/// <summary>When keys of people and of connectors were last used, for their owners' eyes: nothing rests on it, so what cannot be written is passed over.</summary>
internal sealed class SshKeyUses(IDbContextFactory<AccountContext> contexts, TimeProvider clock)
{
    // Who connects often is written down once in this long.
    private static readonly TimeSpan Granularity = TimeSpan.FromMinutes(1);

    public async Task NoteAsync(string fingerprint, CancellationToken cancellationToken)
    {
        try
        {
            await DatabaseDeadline.KeepAsync(token => WriteAsync(fingerprint, token), clock, cancellationToken);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            // The next use writes it down.
        }
    }

    private async Task WriteAsync(string fingerprint, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = now - Granularity;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.SshKeys.Where(row => row.Fingerprint == fingerprint && (row.UsedAt == null || row.UsedAt <= before))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancellationToken);
    }
}
