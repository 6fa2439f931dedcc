namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>Looks each second whether a scheduled policy is due. Every gateway looks; the database lets one of them activate it.</summary>
internal sealed partial class DraftSchedule(DraftActivation activation, TimeProvider clock, ILogger<DraftSchedule> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await activation.LookAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                NotLooked(fault.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether a policy is due could not be seen, so none was activated; looking again in a second: {Reason}")]
    private partial void NotLooked(string reason);
}
