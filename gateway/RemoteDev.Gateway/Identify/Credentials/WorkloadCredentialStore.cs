using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>One secret per environment, known by hash. A new one ends the one before at once.</summary>
internal sealed class WorkloadCredentialStore(IDbContextFactory<AccountContext> contexts, TimeProvider clock)
{
    /// <summary>A new secret for the environment.</summary>
    public async Task<Secret> RotateAsync(string environment, string issuedBy, CancellationToken cancellationToken)
    {
        var secret = Secret.New();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.WorkloadCredentials.Where(row => row.Environment == environment).ExecuteDeleteAsync(cancellationToken);
        context.WorkloadCredentials.Add(new WorkloadCredentialRow
        {
            Environment = environment,
            Hash = secret.Hash.ToString(),
            IssuedBy = issuedBy,
            IssuedAt = clock.GetUtcNow(),
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return secret;
    }

    /// <summary>Is this the hash of the environment's one secret?</summary>
    public async ValueTask<bool> IsCurrentAsync(string environment, TokenHash secret, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await context.WorkloadCredentials
            .Where(row => row.Environment == environment)
            .Select(row => row.Hash)
            .SingleOrDefaultAsync(cancellationToken);
        return TokenHash.TryRead(stored, out var current) && current == secret;
    }

    /// <summary>When its secret was made and by whom, or null when it has none.</summary>
    public async Task<WorkloadCredentialRow?> DescribeAsync(string environment, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WorkloadCredentials.AsNoTracking().SingleOrDefaultAsync(row => row.Environment == environment, cancellationToken);
    }
}
