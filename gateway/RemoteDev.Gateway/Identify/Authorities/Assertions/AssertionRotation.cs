namespace RemoteDev.Gateway.Identify.Authorities.Assertions;

/// <summary>Loads the keys of assertions before anything listens, and looks each minute whether the next is due or another gateway made it.</summary>
internal sealed partial class AssertionRotation(AssertionKeyStore store, AssertionKeys keys, TimeProvider clock, ILogger<AssertionRotation> log)
    : BackgroundService, IHostedLifecycleService, IReadinessPart
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Access goes on without it; servers inside that ask who it is refuse.</summary>
    public string? Warning => keys.Current is null ? "no key signs assertions, so servers inside are not told who is asking" : null;

    public string? WhyNotReady => null;

    public Task StartingAsync(CancellationToken cancellationToken) => LookAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Looks once. Each minute, and by tests.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await store.LoadAsync(cancellationToken) is { } loaded)
            {
                keys.Use(loaded);
            }
            else
            {
                Foreign();
            }
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Those that are known go on signing until their time is over.
            NotLoaded(fault.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The keys of assertions in the database were sealed under another master.key, so servers inside are not told who is asking")]
    private partial void Foreign();

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys of assertions could not be looked up: {Reason}")]
    private partial void NotLoaded(string reason);
}
