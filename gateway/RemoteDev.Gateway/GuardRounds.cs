namespace RemoteDev.Gateway;

/// <summary>
/// The rounds of a guard, which only the stop of the gateway ends. What it expects to go wrong a guard handles by itself. What it does not
/// expect is an error of ours, is logged as one, and the next round comes all the same: what no guard looks at any more, nobody misses.
/// </summary>
internal static partial class GuardRounds
{
    /// <summary>Looks after each period until it is stopped; then it ends as cancelled.</summary>
    public static async Task EveryAsync(TimeSpan period, TimeProvider clock, Func<CancellationToken, Task> look, ILogger log, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period, clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await OnceAsync(look, log, stopping);
        }
    }

    /// <inheritdoc cref="EveryAsync(TimeSpan, TimeProvider, Func{CancellationToken, Task}, ILogger, CancellationToken)"/>
    public static Task EveryAsync(TimeSpan period, TimeProvider clock, Action look, ILogger log, CancellationToken stopping) => EveryAsync(
        period,
        clock,
        _ =>
        {
            look();
            return Task.CompletedTask;
        },
        log,
        stopping);

    /// <summary>One round.</summary>
    public static async Task OnceAsync(Func<CancellationToken, Task> look, ILogger log, CancellationToken stopping)
    {
        try
        {
            await look(stopping);
        }
        catch (Exception bug) when (!stopping.IsCancellationRequested)
        {
            Failed(log, bug);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A guard of the gateway met what it did not expect, and goes on with its next round.")]
    public static partial void Failed(ILogger log, Exception bug);
}
