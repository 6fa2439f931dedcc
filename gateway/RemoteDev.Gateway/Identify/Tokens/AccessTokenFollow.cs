using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>
/// Keeps the tokens that are in use here true, with one question a second for all of them together; writes down when they were last used;
/// forgets those that expired long ago.
/// </summary>
internal sealed partial class AccessTokenFollow(
    AccessTokens tokens, AccessTokenStore store, CatalogRoom catalog, CatalogStore stored, TimeProvider clock, ILogger<AccessTokenFollow> log) : BackgroundService
{
    /// <summary>How long an expired token can still be told from one that never was.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private const int Batch = 500;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // Within it every gateway has the catalogue that a new account stands in.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    private DateTimeOffset _sweptAt;

    // This is made before the catalogue is loaded: what it was is known at the start only.
    private CatalogSnapshot _before = CatalogSnapshot.Empty;

    /// <summary>Looks once. Each second, and by tests.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var snapshot = catalog.Current;
        tokens.EndWhere(signIn => now >= signIn.ExpiresAt ? EndReason.SessionLimit : IsOut(signIn, snapshot) ? EndReason.Suspended : null);
        foreach (var batch in tokens.Here().Chunk(Batch))
        {
            var standing = await store.StandingAsync([.. batch.Select(pair => pair.Value.SignIn.Id)], cancellationToken);
            foreach (var (_, held) in batch)
            {
                if (!standing.Contains(held.SignIn.Id))
                {
                    tokens.End(held.SignIn.Id, EndReason.SignedOut);
                }
                else if (held.SeenAt < now)
                {
                    held.SeenAt = now;
                }
            }

            foreach (var (_, held) in batch)
            {
                if (held.TakeUnwritten() is { } use)
                {
                    await store.NoteUseAsync(held.SignIn.Id, use.At, use.From, cancellationToken);
                }
            }
        }

        if (now - _sweptAt >= SweepEvery && await TryEndLeftAsync(now - Margin, cancellationToken))
        {
            await store.SweepAsync(now - Remembered, cancellationToken);
            tokens.Sweep();
            _sweptAt = now;
        }
    }

    // From where a service account comes is asked of each of its sessions, not of its token.
    private static bool IsOut(SignIn signIn, CatalogSnapshot snapshot) => ServiceStanding.IsService(signIn.Login)
        ? ServiceStanding.Find(snapshot, signIn.Login) is not { } service || ServiceStanding.WhyNot(snapshot, service) is not null
        : IdentifyRefusals.WhyNot(signIn.First, snapshot.People.GetValueOrDefault(signIn.Login)) is not null;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _before = catalog.Current;
        catalog.Changed += EndTheRemoved;

        // Nobody was told of what changed between those two lines.
        if (catalog.Current is var now && !ReferenceEquals(now, Volatile.Read(ref _before)))
        {
            EndTheRemoved(now);
        }

        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        catalog.Changed -= EndTheRemoved;
        return base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => GuardRounds.EveryAsync(Every, clock, TryLookAsync, log, stoppingToken);

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception fault) when (DatabaseFault.IsOne(fault) && !cancellationToken.IsCancellationRequested)
        {
            // Meanwhile nobody new is believed: each use asks by itself, and gets no answer.
            NotSeen(fault.Message);
        }
    }

    // The gateway that was told of the removal may have ended before the database took it. False: a catalogue that another gateway has edited
    // since may lack an account that is new, whose tokens nobody could give back.
    private async Task<bool> TryEndLeftAsync(DateTimeOffset by, CancellationToken cancellationToken)
    {
        var holders = await store.HoldersAsync(Uids.ServicePrefix, by, cancellationToken);
        var snapshot = catalog.Current;
        if (await stored.VersionAsync(cancellationToken) != snapshot.Version)
        {
            return false;
        }

        foreach (var holder in holders.Where(holder => ServiceStanding.Find(snapshot, holder) is null))
        {
            tokens.EndLeftOf(holder, by);
        }

        return true;
    }

    // Another that gets its name later must not be opened by them.
    private void EndTheRemoved(CatalogSnapshot snapshot)
    {
        foreach (var name in Interlocked.Exchange(ref _before, snapshot).Services.Keys.Where(name => !snapshot.Services.ContainsKey(name)))
        {
            tokens.EndAllOf(ServiceStanding.HolderOf(name));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Access tokens could not be compared with the database: {Reason}")]
    private partial void NotSeen(string reason);
}
