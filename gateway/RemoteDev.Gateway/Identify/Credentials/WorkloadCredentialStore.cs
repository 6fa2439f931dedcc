using System.Net;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>
/// Environments' secrets, known by hash. A new one is final when it was used for the first time: until then the one before works as if it
/// were not there, for as long as it lives, and may be renewed again, which voids the one that nobody used. So an answer that was lost,
/// for however long, costs nothing, and from that first use on the one before is a copy. Every step is one transaction, whichever gateway
/// takes it.
/// </summary>
internal sealed class WorkloadCredentialStore(IDbContextFactory<AccountContext> contexts, IdentifyOptions options, TimeProvider clock)
{
    /// <summary>One that is younger is not renewed: two git commands at once must not take it from each other.</summary>
    public static readonly TimeSpan Youngest = TimeSpan.FromSeconds(5);

    /// <summary>
    /// So long after the first use of a new one, the one before is no alarm at the address that renewed it: a git command that runs beside
    /// another which renews goes on with the secret that it began with.
    /// </summary>
    public static readonly TimeSpan Beside = TimeSpan.FromSeconds(60);

    private const int MostSuperseded = 100;

    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(1);

    /// <summary>A new secret from an administrator. Whatever the environment had before is forgotten, with its alarm.</summary>
    public async Task<WorkloadCredential> IssueAsync(string environment, string issuedBy, CancellationToken cancellationToken)
    {
        var secret = Secret.New();
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.WorkloadCredentials.Where(row => row.Environment == environment).ExecuteDeleteAsync(cancellationToken);
        await context.SupersededSecrets.Where(row => row.Environment == environment).ExecuteDeleteAsync(cancellationToken);
        var issued = new WorkloadCredentialRow
        {
            Environment = environment,
            Hash = secret.Hash.ToString(),
            IssuedBy = issuedBy,
            IssuedAt = now,
            ExpiresAt = now + options.WorkloadLength,
        };
        context.WorkloadCredentials.Add(issued);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Of(issued.Environment, secret, now, issued.ExpiresAt);
    }

    /// <summary>
    /// A new secret in place of the one that is shown, if that is the present one, or the one before whose successor nobody ever used:
    /// then the answer was lost, and what it held opens nothing any more. Of two who renew at once, one gets it.
    /// </summary>
    /// <param name="source">From where.</param>
    /// <param name="traced">Called before it counts; false undoes it.</param>
    public async Task<(WorkloadCredential? Renewed, bool Traced)> RenewAsync(
        string environment, TokenHash shown, IPAddress source, Func<DateTimeOffset, Task<bool>> traced, CancellationToken cancellationToken)
    {
        var secret = Secret.New();
        var (hash, present, from) = (secret.Hash.ToString(), shown.ToString(), Plain(source));
        var now = clock.GetUtcNow();
        var expires = now + options.WorkloadLength;
        var young = now - Youngest;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var before = await context.WorkloadCredentials.AsNoTracking().SingleOrDefaultAsync(row => row.Environment == environment, cancellationToken);
        if (before is null)
        {
            return (null, true);
        }

        var lost = before.Hash != present;
        var replaced = context.WorkloadCredentials.Where(row =>
            row.Environment == environment && row.Hash == before.Hash && row.ExpiresAt > now
            && ((row.RenewedAt == null && row.IssuedAt <= young) || row.RenewedAt <= young));
        if (lost)
        {
            replaced = replaced.Where(row => row.ProvenAt == null
                && context.SupersededSecrets.Any(old => old.Hash == present && old.Environment == environment && old.ValidUntil > now));
        }

        if (await replaced.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Hash, hash)
                .SetProperty(row => row.ExpiresAt, expires)
                .SetProperty(row => row.RenewedAt, now)
                .SetProperty(row => row.RenewedFrom, from)
                .SetProperty(row => row.ProvenAt, (DateTimeOffset?)null),
            cancellationToken) != 1)
        {
            return (null, true);
        }

        context.SupersededSecrets.Add(new SupersededSecretRow
        {
            Hash = before.Hash,
            Environment = environment,
            SupersededAt = now,
            ValidUntil = lost ? now : before.ExpiresAt,
            KnownUntil = before.ExpiresAt,
        });
        await context.SaveChangesAsync(cancellationToken);
        await ForgetAsync(context, environment, now, cancellationToken);
        if (!await traced(expires))
        {
            return (null, false);
        }

        await transaction.CommitAsync(cancellationToken);
        return (Of(environment, secret, now, expires), true);
    }

    /// <summary>What the secret is that somebody shows, since or until when, and when an administrator gave what it came from.</summary>
    public async ValueTask<(WorkloadStanding Standing, DateTimeOffset At, DateTimeOffset IssuedAt)> JudgeAsync(
        string environment, TokenHash shown, IPAddress source, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var present = await context.WorkloadCredentials.AsNoTracking().SingleOrDefaultAsync(row => row.Environment == environment, cancellationToken);
        if (present is null)
        {
            return default;
        }

        if (TokenHash.TryRead(present.Hash, out var current) && current == shown)
        {
            return (now < present.ExpiresAt ? WorkloadStanding.Current : WorkloadStanding.Ended, present.ExpiresAt, present.IssuedAt);
        }

        var hash = shown.ToString();
        var old = await context.SupersededSecrets.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Hash == hash && row.Environment == environment, cancellationToken);
        return old is null ? default
            : now >= old.KnownUntil ? (old.ValidUntil == old.KnownUntil ? (WorkloadStanding.Ended, old.KnownUntil, present.IssuedAt) : default)
            : now < old.ValidUntil ? (WorkloadStanding.Previous, old.ValidUntil, present.IssuedAt)
            : IsBeside(present, old, Plain(source), now) ? (WorkloadStanding.Overtaken, old.SupersededAt, present.IssuedAt)
            : (WorkloadStanding.Superseded, old.SupersededAt, present.IssuedAt);
    }

    /// <summary>The present ones of some environments, by name.</summary>
    public async Task<IReadOnlyDictionary<string, WorkloadCredentialRow>> PresentAsync(IReadOnlyCollection<string> environments, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WorkloadCredentials.AsNoTracking().Where(row => environments.Contains(row.Environment))
            .ToDictionaryAsync(row => row.Environment, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>It opened the door. The first use of a new one ends the one before.</summary>
    public async ValueTask UsedAsync(string environment, TokenHash shown, IPAddress source, CancellationToken cancellationToken)
    {
        var (hash, from) = (shown.ToString(), source.ToString());
        var now = clock.GetUtcNow();
        var old = now - UsedEvery;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var present = await context.WorkloadCredentials.AsNoTracking().SingleOrDefaultAsync(row => row.Environment == environment, cancellationToken);
        if (present is null)
        {
            return;
        }

        if (present.Hash == hash && present.ProvenAt is null)
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            if (await context.WorkloadCredentials.Where(row => row.Environment == environment && row.Hash == hash && row.ProvenAt == null)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(row => row.ProvenAt, now).SetProperty(row => row.UsedAt, now).SetProperty(row => row.UsedFrom, from), cancellationToken) == 1)
            {
                await context.SupersededSecrets.Where(row => row.Environment == environment && row.ValidUntil > now)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.ValidUntil, now), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        if (present.UsedAt is null || present.UsedAt <= old || present.UsedFrom != from)
        {
            await context.WorkloadCredentials.Where(row => row.Environment == environment)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now).SetProperty(row => row.UsedFrom, from), cancellationToken);
        }
    }

    /// <summary>A copy was used; administrators see it until they issue a new one.</summary>
    public async ValueTask AlarmAsync(string environment, IPAddress source, CancellationToken cancellationToken)
    {
        var (now, from) = (clock.GetUtcNow(), source.ToString());
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.WorkloadCredentials.Where(row => row.Environment == environment)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AlarmAt, now).SetProperty(row => row.AlarmFrom, from), cancellationToken);
    }

    /// <summary>What is known of an environment's secret, or null when it has none.</summary>
    public async Task<WorkloadCredentialRow?> DescribeAsync(string environment, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WorkloadCredentials.AsNoTracking().SingleOrDefaultAsync(row => row.Environment == environment, cancellationToken);
    }

    private static async Task ForgetAsync(AccountContext context, string environment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await context.SupersededSecrets.Where(row => row.KnownUntil <= now).ExecuteDeleteAsync(cancellationToken);
        var surplus = await context.SupersededSecrets.Where(row => row.Environment == environment)
            .OrderByDescending(row => row.SupersededAt).Skip(MostSuperseded).Select(row => row.Hash).ToListAsync(cancellationToken);
        if (surplus.Count > 0)
        {
            await context.SupersededSecrets.Where(row => surplus.Contains(row.Hash)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    // The one that ended with the first use of the present one, where that was renewed and is used.
    private static bool IsBeside(WorkloadCredentialRow present, SupersededSecretRow old, string from, DateTimeOffset now) =>
        present.ProvenAt is { } proven && old.ValidUntil == proven && now >= proven && now - proven < Beside
        && present.RenewedFrom == from && present.UsedFrom == from;

    private static string Plain(IPAddress source) => (source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source).ToString();

    private static WorkloadCredential Of(string environment, Secret secret, DateTimeOffset issued, DateTimeOffset expires) =>
        new(GitCredentials.WorkloadPrefix + environment, secret, issued, expires);
}
