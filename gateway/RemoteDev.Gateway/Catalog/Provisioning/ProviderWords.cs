using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>Keeps what providers last said of their people, and when.</summary>
internal sealed class ProviderWords(IDbContextFactory<CatalogContext> contexts, TimeProvider clock)
{
    /// <summary>Of more than this only the values stay that a rule names.</summary>
    private const int MaxClaims = 64 * 1024;

    /// <summary>Raised with provider and login after it said something of the person. Handlers must not block or throw.</summary>
    public event Action<string, string>? Said;

    /// <summary>By login, what the provider last said of each of its people.</summary>
    public async Task<IReadOnlyDictionary<string, ProviderWord>> OfAsync(string provider, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ProviderWords.AsNoTracking().Where(row => row.Provider == provider).ToDictionaryAsync(row => row.Login, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>When the provider last confirmed the person; null when it never did.</summary>
    public async Task<DateTimeOffset?> SaidAtAsync(string provider, string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (await context.ProviderWords.AsNoTracking().SingleOrDefaultAsync(row => row.Provider == provider && row.Login == login, cancellationToken))?.SaidAt;
    }

    /// <summary>The provider has just confirmed the person and said this. False when the database cannot keep it now.</summary>
    public async Task<bool> KeepAsync(ProviderEntry provider, string login, ProviderClaims claims, CancellationToken cancellationToken)
    {
        var (now, text) = (clock.GetUtcNow(), Text(provider, claims));
        try
        {
            if (!await ReplaceAsync(provider.Name, login, now, text, cancellationToken))
            {
                await AddAsync(new ProviderWord(provider.Name, login, now, text), cancellationToken);
            }
        }
        catch (DbUpdateException)
        {
            // Two sign-ins of one person at once: the other added it.
            if (!await ReplaceAsync(provider.Name, login, now, text, cancellationToken))
            {
                return false;
            }
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            return false;
        }

        Said?.Invoke(provider.Name, login);
        return true;
    }

    /// <summary>The provider has just confirmed the person, and said nothing of them.</summary>
    public async Task HeardAsync(string provider, string login, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.ProviderWords.Where(row => row.Provider == provider && row.Login == login)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.SaidAt, now), cancellationToken);
        Said?.Invoke(provider, login);
    }

    /// <summary>Forgets people who are no longer the provider's: whoever gets the name later was never spoken of.</summary>
    public async Task SweepAsync(CatalogSnapshot catalog, DateTimeOffset saidBefore, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var old = await context.ProviderWords.Where(row => row.SaidAt < saidBefore).ToListAsync(cancellationToken);
        context.RemoveRange(old.Where(row => catalog.People.GetValueOrDefault(row.Login)?.Provider != row.Provider));
        await context.SaveChangesAsync(cancellationToken);
    }

    private static string Text(ProviderEntry provider, ProviderClaims claims)
    {
        var text = claims.ToJson();
        return text.Length <= MaxClaims
            ? text
            : ProviderClaims.Of(RoleMapping.Matching(provider, claims).Select(rule => KeyValuePair.Create(rule.Claim, rule.Value))).ToJson();
    }

    private async Task AddAsync(ProviderWord word, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ProviderWords.Add(word);
        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task<bool> ReplaceAsync(string provider, string login, DateTimeOffset at, string claims, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ProviderWords.Where(row => row.Provider == provider && row.Login == login)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.SaidAt, at).SetProperty(row => row.Claims, claims), cancellationToken) > 0;
    }
}
