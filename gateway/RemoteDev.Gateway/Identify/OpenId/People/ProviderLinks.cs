using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Identify.OpenId.People;

/// <summary>Remembers which subject of a provider is which person.</summary>
internal sealed class ProviderLinks(IDbContextFactory<AccountContext> contexts, TimeProvider clock)
{
    /// <summary>Links younger than this are not forgotten: the catalogue of who forgets may be older, and not know the person yet.</summary>
    public static readonly TimeSpan Young = TimeSpan.FromMinutes(10);

    /// <summary>The login of a subject, or null.</summary>
    public async Task<string?> LoginAsync(string provider, string subject, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ProviderLinks.Where(row => row.Provider == provider && row.Subject == subject).Select(row => row.Login).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>
    /// Links for ever. False when the person has another subject with this provider, or the subject is another person: of two who try at
    /// once the database lets one.
    /// </summary>
    public async Task<bool> TryLinkAsync(string provider, string subject, string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ProviderLinks.Add(new ProviderLinkRow { Provider = provider, Subject = subject, Login = login, LinkedAt = clock.GetUtcNow() });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            return await LoginAsync(provider, subject, cancellationToken) == login;
        }
    }

    /// <summary>Whether the person has a subject with the provider already.</summary>
    public async Task<bool> HasAsync(string provider, string login, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ProviderLinks.AnyAsync(row => row.Provider == provider && row.Login == login, cancellationToken);
    }

    /// <summary>Forgets people who are not there any more, so that somebody who gets the same login later is nobody's subject.</summary>
    public async Task<int> ForgetOthersAsync(Func<ProviderLinkRow, bool> isStillThere, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - Young;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var gone = (await context.ProviderLinks.Where(row => row.LinkedAt < before).ToListAsync(cancellationToken)).Where(row => !isStillThere(row)).ToList();
        context.ProviderLinks.RemoveRange(gone);
        await context.SaveChangesAsync(cancellationToken);
        return gone.Count;
    }
}
