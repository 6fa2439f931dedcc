namespace RemoteDev.Gateway.Listen.Devices;

/// <summary>Looks each second whether a revocation list was replaced, and tells the operator what is wrong with them.</summary>
internal sealed partial class DeviceWatch(DeviceJudge judge, TimeProvider clock, ILogger<DeviceWatch> log) : BackgroundService, IReadinessPart
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private string? _told;

    public string? WhyNotReady => null;

    public string? Warning => judge.Warning(clock.GetUtcNow());

    /// <summary>The lists are read before the house opens: nobody's first request finds them missing.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Looks once.</summary>
    public void Look()
    {
        judge.Refresh();
        var warning = Warning;
        if (warning is not null && warning != _told)
        {
            LogWarning(log, warning);
        }

        _told = warning;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => GuardRounds.EveryAsync(Beat, clock, Look, log, stoppingToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Client certificates: {Warning}.")]
    private static partial void LogWarning(ILogger logger, string warning);
}
