using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Directories;

/// <summary>Makes and revokes the tokens of directories, each time in the trace before it counts.</summary>
internal sealed class DirectoryTokenDesk(IDbContextFactory<AccountContext> contexts, CatalogRoom catalog, TraceRoom trace, TimeProvider clock)
{
    /// <summary>Of one provider: enough to change one while the other works.</summary>
    public const int Most = 5;

    public const int LongestDays = 366;

    public const string Kind = "directory-token";

    private static readonly Refusal NoSuch = new(RefusalCode.Unknown, "There is no provider of that name in the catalogue.");

    private static readonly Refusal NoToken = new(RefusalCode.Unknown, "This provider has no such token.");

    private static readonly Refusal Enough = new(RefusalCode.Denied, "This provider has 5 tokens. Revoke one that is not used before you make another.");

    private static readonly Refusal Taken = new(RefusalCode.Denied, "This provider has a token of that name. Choose another name, or revoke that one first.");

    private static readonly Refusal BadName = new(RefusalCode.Malformed, "A token needs a name of up to 60 characters by which you will know it: where it is used, and since when.");

    private static readonly Refusal BadDays = new(RefusalCode.Malformed, "A token expires after 1 to 366 days.");

    /// <summary>Raised with the provider whose tokens have changed. Handlers must not block or throw.</summary>
    public event Action<string>? Changed;

    /// <summary>A new token, shown once.</summary>
    /// <param name="actor">Already permitted to manage people.</param>
    public async Task<Step<IssuedDirectoryToken>> IssueAsync(string provider, string? name, int days, Actor actor, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Providers.TryGetValue(provider, out var entry))
        {
            return NoSuch;
        }

        if (WhyNot(entry, name, days, actor) is { } refusal)
        {
            return refusal;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.DirectoryTokens.CountAsync(row => row.Provider == provider, cancellationToken) >= Most)
        {
            return Enough;
        }

        var secret = Secret.New();
        var now = clock.GetUtcNow();
        var added = new DirectoryTokenRow
        {
            Hash = secret.Hash.ToString(), Provider = provider, Name = name!.Trim(), IssuedBy = actor.Login, IssuedAt = now, ExpiresAt = now.AddDays(days),
        };
        if (await context.DirectoryTokens.AnyAsync(row => row.Provider == provider && row.Name == added.Name, cancellationToken))
        {
            return Taken;
        }

        var issued = new CredentialIssued
        {
            Actor = actor.Login, Session = actor.Session, Source = actor.Source?.ToString(), Kind = Kind, For = $"{provider} {added.Name}", Expires = added.ExpiresAt,
        };
        if (!await trace.OpenAsync(issued, cancellationToken))
        {
            return IdentifyRefusals.TraceUnavailable;
        }

        context.DirectoryTokens.Add(added);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else took the name between the look and the write.
            return Taken;
        }

        Changed?.Invoke(provider);
        return new IssuedDirectoryToken(added, DirectoryTokens.Prefix + secret.Reveal());
    }

    /// <summary>From this moment the token opens nothing. Its name, or why not.</summary>
    /// <param name="actor">Already permitted to manage people.</param>
    public async Task<Step<string>> RevokeAsync(string provider, string name, Actor actor, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.DirectoryTokens.Where(row => row.Provider == provider && row.Name == name).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return NoToken;
        }

        Changed?.Invoke(provider);
        await trace.OpenAsync(
            new CredentialRevoked
            {
                Actor = actor.Login,
                Session = actor.Session,
                Source = actor.Source?.ToString(),
                Kind = Kind,
                For = $"{provider} {name}",
                Reason = "Revoked by an administrator.",
            },
            cancellationToken);
        return name;
    }

    /// <summary>A provider's tokens, newest first; never their values.</summary>
    public async Task<IReadOnlyList<DirectoryTokenRow>> OfAsync(string provider, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DirectoryTokens.AsNoTracking().Where(row => row.Provider == provider).OrderByDescending(row => row.IssuedAt).ToListAsync(cancellationToken);
    }

    private Refusal? WhyNot(ProviderEntry provider, string? name, int days, Actor actor)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > ColumnLength.KeyName || name.Any(char.IsControl))
        {
            return BadName;
        }

        if (days is < 1 or > LongestDays)
        {
            return BadDays;
        }

        // With it groups are made, and by the rules roles: nobody gives by a token what they could not give by hand.
        var snapshot = catalog.Current;
        var held = snapshot.People.GetValueOrDefault(actor.Login) is { Suspended: false } person ? person.Roles : [];
        var above = provider.Roles.FirstOrDefault(
            role => snapshot.Roles.GetValueOrDefault(role) is { Administrative: true } && !held.Contains(role, StringComparer.Ordinal));
        return above is null || actor.IsOperator
            ? null
            : new Refusal(RefusalCode.Denied, $"A rule of this provider gives the administrative role '{above}', which you do not hold. Ask one of its holders to make the token.");
    }
}
