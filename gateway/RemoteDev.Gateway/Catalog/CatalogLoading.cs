namespace RemoteDev.Gateway.Catalog;

/// <summary>Loads the catalogue at start, after the tables are migrated and before anything listens.</summary>
internal sealed class CatalogLoading(CatalogRoom catalog) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => catalog.ReloadAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
