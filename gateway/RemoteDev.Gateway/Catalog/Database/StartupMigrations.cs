namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>
/// Migrates every context before anything starts and before anything listens. A gateway whose database cannot be migrated does not
/// start.
/// </summary>
internal sealed partial class StartupMigrations(IEnumerable<IStartupMigration> migrations, GatewayDatabase database, ILogger<StartupMigrations> log)
    : IHostedLifecycleService
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        foreach (var migration in migrations)
        {
            try
            {
                await migration.ApplyAsync(deadline.Token);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                CannotMigrate(migration.Name, database.Provider, fault.Message);
                throw;
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Critical, Message = "The tables of {Context} cannot be brought up to date on {Provider}: {Reason}")]
    private partial void CannotMigrate(string context, DatabaseProvider provider, string reason);
}
