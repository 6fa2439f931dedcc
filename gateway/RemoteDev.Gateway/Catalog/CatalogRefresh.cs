using RemoteDev.Gateway.Catalog.Database;

namespace RemoteDev.Gateway.Catalog;

/// <summary>
/// Where several gateways share one database: looks each second whether another has edited, and reloads. When the database
/// cannot be asked for longer than the grace, nothing is permitted any more: somebody may have been suspended meanwhile.
/// </summary>
internal sealed partial class CatalogRefresh(
    CatalogRoom catalog, CatalogStore store, GatewayDatabase database, TimeProvider clock, ILogger<CatalogRefresh> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private DateTimeOffset _lastAnswer = clock.GetUtcNow();
    private bool _withdrawn;

    /// <summary>Looks once. Each second, and by tests.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            if (await store.VersionAsync(either.Token) != catalog.Current.Version || _withdrawn)
            {
                await catalog.ReloadAsync(either.Token);
                _withdrawn = false;
            }

            _lastAnswer = clock.GetUtcNow();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            NoAnswer(fault.Message);
            if (!_withdrawn && clock.GetUtcNow() - _lastAnswer > Grace)
            {
                _withdrawn = true;
                Withdrawn(Grace);
                catalog.Withdraw();
            }
        }
    }

    // A SQLite file has one gateway, and that one made every edit itself.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        database.Provider == DatabaseProvider.Postgres ? GuardRounds.EveryAsync(Every, clock, LookAsync, log, stoppingToken) : Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Error, Message = "The database does not answer, so another gateway's edits are not seen: {Reason}")]
    private partial void NoAnswer(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The database did not answer for more than {Grace}: nothing is permitted until it does")]
    private partial void Withdrawn(TimeSpan grace);
}
