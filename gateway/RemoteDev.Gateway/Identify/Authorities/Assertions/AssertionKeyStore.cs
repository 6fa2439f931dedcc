using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Keys;

namespace RemoteDev.Gateway.Identify.Authorities.Assertions;

/// <summary>Keeps the keys of assertions, sealed; makes each once for all gateways that share the database, and forgets the old ones.</summary>
internal sealed class AssertionKeyStore(IDbContextFactory<AccountContext> contexts, MasterKey master, TimeProvider clock)
{
    /// <summary>How long a key signs.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>How long a key is published before it signs: who caches the list for less never meets one that is not in it.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromDays(1);

    /// <summary>How long it is published after it signed last.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>Every key that is to be known now, the next one made when it is time; null when they were sealed under another master key.</summary>
    public async Task<ImmutableArray<AssertionKey>?> LoadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.AssertionKeys.Where(row => row.SignsUntil < now - Kept).ExecuteDeleteAsync(cancellationToken);
        var (rows, keys) = await OpenAllAsync(context, cancellationToken);
        if (keys.IsEmpty && rows.Count > 0)
        {
            // Whoever can open none of them must not make one that the others cannot open.
            return null;
        }

        if (keys.IsEmpty || keys[^1].SignsUntil - now <= Lead)
        {
            await MakeAsync(rows.LastOrDefault()?.Generation ?? 0, keys.IsEmpty ? null : keys[^1], now, cancellationToken);
            (_, keys) = await OpenAllAsync(context, cancellationToken);
        }

        return keys;
    }

    // Those that do not open here are another house's mistake, and are passed over.
    private async Task<(List<AssertionKeyRow> Rows, ImmutableArray<AssertionKey> Keys)> OpenAllAsync(AccountContext context, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(context, cancellationToken);
        return (rows, [.. rows.Select(Open).OfType<AssertionKey>()]);
    }

    private static Task<List<AssertionKeyRow>> RowsAsync(AccountContext context, CancellationToken cancellationToken) =>
        context.AssertionKeys.AsNoTracking().OrderBy(row => row.Generation).ToListAsync(cancellationToken);

    private async Task MakeAsync(int generation, AssertionKey? last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var plain = key.ExportPkcs8PrivateKey();
        var box = master.Seal(plain);
        CryptographicOperations.ZeroMemory(plain);
        var from = last is not null && last.SignsUntil > now ? last.SignsUntil : now;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.AssertionKeys.Add(new AssertionKeyRow { Generation = generation + 1, Sealed = box, SignsFrom = from, SignsUntil = from + Life });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another gateway made it at this moment; if it was something else, no key is there and the caller says so.
        }
    }

    private AssertionKey? Open(AssertionKeyRow row)
    {
        byte[] plain;
        try
        {
            plain = master.Open(row.Sealed);
        }
        catch (CryptographicException)
        {
            return null;
        }

#pragma warning disable CA2000 // It lives as long as it is published, and whoever still signs with it may hold it longer.
        var key = ECDsa.Create();
#pragma warning restore CA2000
        key.ImportPkcs8PrivateKey(plain, out _);
        CryptographicOperations.ZeroMemory(plain);
        return new AssertionKey(row.Generation, key, row.SignsFrom, row.SignsUntil);
    }
}
