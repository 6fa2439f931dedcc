using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Console.Ssh;

/// <summary>Lets an administrator try whether the gateway gets into an environment by SSH. Each try is in the trace before its outcome is told.</summary>
internal sealed class TargetChecks(CatalogRoom catalog, TargetCheck check, TraceRoom trace) : IDisposable
{
    private static readonly Refusal NoSuch = new(RefusalCode.Unknown, "There is no environment of that name in the catalogue.");

    private static readonly Refusal NoSsh = new(RefusalCode.Malformed, "This environment does not say how it is reached by SSH.");

    private static readonly Refusal Busy = new(RefusalCode.NotReady, "Other checks are under way. Try again in half a minute.");

    // A check may wait for a silent machine; together they must not become a scan of the network.
    private readonly SemaphoreSlim _places = new(4);

    /// <summary>Tries it and says how far the gateway came, or why it was not tried.</summary>
    /// <param name="actor">Already permitted to manage the catalogue.</param>
    public async Task<Step<TargetCheckResult>> RunAsync(string environment, Actor actor, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Environments.TryGetValue(environment, out var entry))
        {
            return NoSuch;
        }

        if (entry.Ssh is null)
        {
            return NoSsh;
        }

        if (!trace.IsHealthy)
        {
            return IdentifyRefusals.TraceUnavailable;
        }

        if (!await _places.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return Busy;
        }

        try
        {
            // Whoever hangs up has had the gateway knock all the same: a try goes on to its own deadlines, and into the trace.
            var result = await check.RunAsync(entry, actor.Login, CancellationToken.None);
            var traced = await trace.OpenAsync(
                new SshTargetChecked
                {
                    Actor = actor.Login,
                    Session = actor.Session,
                    Source = actor.Source?.ToString(),
                    Environment = environment,
                    Outcome = TargetWords.Outcome(result.Fault?.Kind),
                    HostKey = result.HostKey,
                },
                CancellationToken.None);
            return traced ? result : IdentifyRefusals.TraceUnavailable;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
