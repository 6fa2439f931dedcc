using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Authorize.Live;

/// <summary>
/// Cuts what environments have running by their own credential when they may not speak any more: an administrator gave another one, at
/// whichever gateway, it ended, or the environment is not connected from there. The person's session, in whose name it runs, lives on.
/// </summary>
internal sealed partial class WorkloadWatch(LiveSessions live, WorkloadIdentity identity, TimeProvider clock, ILogger<WorkloadWatch> log) : BackgroundService
{
    /// <summary>
    /// What runs outlives its environment's connector by so much: one that restarts is back within seconds, and nothing new begins meanwhile.
    /// </summary>
    public static readonly TimeSpan Unconnected = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, long> _unconnectedSince = new(StringComparer.Ordinal);

    /// <summary>Looks once at what is known without the database.</summary>
    internal void LookAround()
    {
        var running = Running();
        lock (_unconnectedSince)
        {
            HashSet<string> away = [.. running.Select(stream => Speaker(stream).Workload!).Where(identity.IsUnconnected)];
            foreach (var back in _unconnectedSince.Keys.Where(known => !away.Contains(known)).ToList())
            {
                _unconnectedSince.Remove(back);
            }

            foreach (var environment in away)
            {
                _unconnectedSince.TryAdd(environment, clock.GetTimestamp());
            }

            foreach (var stream in running)
            {
                Cut(stream, identity.WhyNotThere(Speaker(stream), IsSpared(Speaker(stream).Workload!)), EndReason.PersonChanged);
            }
        }
    }

    /// <summary>Asks the database once.</summary>
    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        var running = Running();
        if (running.Count == 0)
        {
            return;
        }

        var whys = await identity.WhyNotAnyMoreAsync([.. running.Select(Speaker)], cancellationToken);
        foreach (var (stream, why) in running.Zip(whys))
        {
            Cut(stream, why, why?.Code == RefusalCode.SessionEnded ? EndReason.EndedByAdmin : EndReason.SessionLimit);
        }
    }

    // What is known without the database does not wait for it.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        GuardRounds.EveryAsync(Every, clock, LookAround, log, stoppingToken), GuardRounds.EveryAsync(Every, clock, TryAskAsync, log, stoppingToken));

    private async Task TryAskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(cancellationToken);
        }
        catch (Exception fault) when (DatabaseFault.IsOne(fault))
        {
            // Meanwhile no environment that comes anew is believed.
            NotSeen(fault.Message);
        }
    }

    private bool IsSpared(string environment) =>
        _unconnectedSince.TryGetValue(environment, out var since) && clock.GetElapsedTime(since) < Unconnected;

    private List<LiveStream> Running() =>
        [.. live.All.SelectMany(session => session.Streams()).Where(stream => Speaker(stream).Workload is not null)];

    private static Identified Speaker(LiveStream stream) => stream.Permitted.Verified.Identified;

    private static void Cut(LiveStream stream, Refusal? why, EndReason reason)
    {
        if (why is not null)
        {
            stream.Cut(reason, why);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Environments' credentials could not be compared with the database: {Reason}")]
    private partial void NotSeen(string reason);
}
