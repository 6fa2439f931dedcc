using System.Net;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Ssh.Connectors;

/// <summary>
/// The connectors that are registered with this gateway. Several of one environment may be, so that one can come back while the gateway
/// still waits for the answer of the lost connection; the newest is used.
/// </summary>
internal sealed class LiveConnectors : IEnvironmentConnections
{
    /// <summary>Registered at once for one environment; one more takes the place of the oldest.</summary>
    public const int Most = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<LiveConnector>> _byEnvironment = new(StringComparer.Ordinal);

    /// <summary>Adds one.</summary>
    /// <returns>The oldest, when there were too many: it is no longer registered, and whoever added ends it.</returns>
    public LiveConnector? Add(LiveConnector connector)
    {
        lock (_gate)
        {
            if (!_byEnvironment.TryGetValue(connector.Environment, out var live))
            {
                _byEnvironment[connector.Environment] = live = [];
            }

            live.Add(connector);
            if (live.Count <= Most)
            {
                return null;
            }

            var oldest = live[0];
            live.RemoveAt(0);
            return oldest;
        }
    }

    public void Remove(LiveConnector connector)
    {
        lock (_gate)
        {
            if (_byEnvironment.TryGetValue(connector.Environment, out var live) && live.Remove(connector) && live.Count == 0)
            {
                _byEnvironment.Remove(connector.Environment);
            }
        }
    }

    public IReadOnlyList<IPAddress> SourcesOf(string environment) =>
        [.. Of(environment).Select(live => live.Source.IsIPv4MappedToIPv6 ? live.Source.MapToIPv4() : live.Source)];

    /// <summary>Those of an environment, newest first.</summary>
    public IReadOnlyList<LiveConnector> Of(string environment)
    {
        lock (_gate)
        {
            return _byEnvironment.TryGetValue(environment, out var live) ? [.. Enumerable.Reverse(live)] : [];
        }
    }
}
