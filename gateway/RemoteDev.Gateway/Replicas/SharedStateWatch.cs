namespace RemoteDev.Gateway.Replicas;

/// <summary>
/// Knows whether what the gateways share can be asked. It is asked each second; when it has been silent for longer than the grace, what
/// this gateway remembers may be long untrue, and nothing is permitted until it answers again.
/// </summary>
internal sealed partial class SharedStateWatch(
    ISharedState state, ReplicaOptions options, TimeProvider clock, ILogger<SharedStateWatch> log, RedisLink? link = null)
    : BackgroundService, IReadinessPart
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SettingsEvery = TimeSpan.FromMinutes(1);

    private int _lost;
    private DateTimeOffset _askedSettings;
    private volatile string? _eviction;
    private volatile bool _forgetful;

    /// <summary>Raised when the grace is over, and once more when the store answers again. Handlers must not block or throw.</summary>
    public event Action? Changed;

    /// <summary>Whether nothing may be permitted on what this gateway remembers.</summary>
    public bool IsLost => !state.IsAlone && clock.GetUtcNow() - state.LastAnswer > options.Grace;

    public string? WhyNotReady => IsLost ? "Redis has not answered for longer than the grace, so nothing is permitted" : null;

    public string? Warning => state switch
    {
        { IsAlone: true } => null,
        _ when clock.GetUtcNow() - state.LastAnswer > 3 * Every =>
            "Redis does not answer; sign-ins go on with what this gateway remembers until the grace is over, and no new one is possible",
        _ when _eviction is { } policy =>
            $"Redis forgets what it likes when its memory is full (maxmemory-policy {policy}), sign-ins and codes that were spent among it; set it to noeviction",
        _ when _forgetful =>
            "Redis keeps nothing on its disk, so everybody has to sign in again when it restarts; set appendonly to yes",
        _ => null,
    };

    /// <summary>Looks once. Each second, and by tests.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        if (link is not null)
        {
            await link.PingAsync(cancellationToken);
            if (clock.GetUtcNow() - _askedSettings >= SettingsEvery)
            {
                _askedSettings = clock.GetUtcNow();
                _eviction = await link.EvictionAsync(cancellationToken);
                _forgetful = await link.IsForgetfulAsync(cancellationToken);
            }
        }

        var lost = IsLost;
        if (Interlocked.Exchange(ref _lost, lost ? 1 : 0) == (lost ? 1 : 0))
        {
            return;
        }

        if (lost)
        {
            Lost(options.Grace);
        }
        else
        {
            Found();
        }

        Changed?.Invoke();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (state.IsAlone)
        {
            return;
        }

        await GuardRounds.OnceAsync(LookAsync, log, stoppingToken);
        await GuardRounds.EveryAsync(Every, clock, LookAsync, log, stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Redis did not answer for more than {Grace}: nothing is permitted until it does")]
    private partial void Lost(TimeSpan grace);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers again")]
    private partial void Found();
}
