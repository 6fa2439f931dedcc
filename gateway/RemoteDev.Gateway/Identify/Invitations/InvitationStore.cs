using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.Invitations;

/// <summary>Invitations by the hash of their token. One open invitation per person; each is accepted once, in one atomic step.</summary>
internal sealed class InvitationStore(IDbContextFactory<AccountContext> contexts, TimeProvider clock)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>A new invitation. Those the person had before stop working.</summary>
    /// <param name="first">Only for somebody who has no account.</param>
    /// <returns>Null when it was only to be the first one, and the person has an account.</returns>
    public async Task<(Secret Token, DateTimeOffset ExpiresAt)?> IssueAsync(
        string login, string issuedBy, bool first, CancellationToken cancellationToken)
    {
        var token = Secret.New();
        var now = clock.GetUtcNow();
        var expiresAt = now + Lifetime;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Invitations.Where(row => row.Login == login || row.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);

        // After the earlier ones are gone: whoever is accepting one of them at this moment has done so, and has an account, or fails.
        if (first && await context.Accounts.AnyAsync(row => row.Id == login, cancellationToken))
        {
            return null;
        }

        context.Invitations.Add(new InvitationRow { Hash = token.Hash.ToString(), Login = login, IssuedBy = issuedBy, ExpiresAt = expiresAt });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (token, expiresAt);
    }

    /// <summary>Whom an open invitation lets enrol, or null. Looking does not use it up: mail filters look at links.</summary>
    public async Task<string?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        if (!TokenHash.TryOf(token, out var hash))
        {
            return null;
        }

        var key = hash.ToString();
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Invitations
            .Where(row => row.Hash == key && row.ExpiresAt > now)
            .Select(row => row.Login)
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Uses it up, inside the caller's transaction. Of two who try at once, one gets true.</summary>
    public async Task<bool> AcceptAsync(AccountContext context, TokenHash token, string login, CancellationToken cancellationToken)
    {
        var key = token.ToString();
        var now = clock.GetUtcNow();
        return await context.Invitations
            .Where(row => row.Hash == key && row.Login == login && row.ExpiresAt > now)
            .ExecuteDeleteAsync(cancellationToken) == 1;
    }
}
