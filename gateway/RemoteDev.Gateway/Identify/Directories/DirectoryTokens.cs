using System.Net;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Lockouts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Directories;

/// <summary>
/// Knows a directory by its token. Asked of the database each time, so that a revoked token opens nothing from that moment, on any
/// gateway. Wrong ones are counted by address and traced.
/// </summary>
internal sealed class DirectoryTokens(IDbContextFactory<AccountContext> contexts, CatalogRoom catalog, LockoutBook lockouts, TraceRoom trace, TimeProvider clock)
{
    /// <summary>Says what it is to people and to scanners for leaked secrets.</summary>
    public const string Prefix = "rds_";

    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    private static readonly Refusal Wrong = new(
        RefusalCode.BadCredential, "The bearer token is not one that is accepted for this provider. An administrator makes a new one on the provider's page.");

    /// <summary>The provider that speaks, as it will stand in the trace, or why nobody is believed.</summary>
    /// <param name="provider">The name in the address that was asked.</param>
    /// <param name="token">What came as bearer token; anything.</param>
    public async Task<Step<Actor>> IdentifyAsync(string provider, string? token, IPAddress source, CancellationToken cancellationToken)
    {
        var address = LockoutKey.Address(source);
        var now = clock.GetUtcNow();

        // A good token is never counted: a directory sends many requests at once. 256 random bits are not found by those that race in here.
        if (lockouts.Of(address).LockedUntil is var until && until > now)
        {
            return new Refusal(RefusalCode.LockedOut, $"Too many wrong tokens came from this address. Nothing is tried until {until:HH:mm:ss} UTC.");
        }

        var row = await FindAsync(token, cancellationToken);
        if (row is null || row.Provider != provider || row.ExpiresAt <= now || !catalog.Current.Providers.ContainsKey(provider))
        {
            return await RefuseAsync(provider, row, source, now, cancellationToken);
        }

        if (row.UsedAt is not { } used || now - used >= Grain)
        {
            await NoteUseAsync(row.Hash, now, cancellationToken);
        }

        return Actor.OfProvider(provider, Actor.Scim, source) with { Credential = row.Name };
    }

    private async Task<DirectoryTokenRow?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        if (token?.StartsWith(Prefix, StringComparison.Ordinal) != true || !TokenHash.TryOf(token.AsSpan(Prefix.Length), out var hash))
        {
            return null;
        }

        var wanted = hash.ToString();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DirectoryTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == wanted, cancellationToken);
    }

    private async Task NoteUseAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.DirectoryTokens.Where(row => row.Hash == hash)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.UsedAt, now), cancellationToken);
    }

    private async Task<Refusal> RefuseAsync(string provider, DirectoryTokenRow? row, IPAddress source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lockouts.Begin(LockoutKey.Address(source));
        var known = catalog.Current.Providers.ContainsKey(provider);
        await trace.OpenAsync(
            new SignInRefused
            {
                Source = source.ToString(),
                Login = known ? Actor.OfProvider(provider, Actor.Scim, null).Login : "",
                Code = RefusalCode.BadCredential,
                Reason = row switch
                {
                    null => "A directory came with a token that nobody made, or that was revoked.",
                    _ when row.ExpiresAt <= now => $"The directory token {row.Name} of {row.Provider} has expired.",
                    _ => $"The directory token {row.Name} of {row.Provider} was used for another provider.",
                },
            },
            cancellationToken);

        // Only who holds the expired token learns that it was one.
        return row is not null && row.Provider == provider && row.ExpiresAt <= now
            ? new Refusal(RefusalCode.BadCredential, $"This token expired at {row.ExpiresAt:yyyy-MM-dd HH:mm} UTC. An administrator makes a new one on the provider's page.")
            : Wrong;
    }
}
