using System.Diagnostics;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Benchmarks.Cedar;

/// <summary>Our engine on one workload.</summary>
internal sealed class SideBySideOurs
{
    private const int WarmUps = 20_000;

    private readonly Authorizer _authorizer;
    private readonly EntityStore _entities;
    private readonly Request[] _requests;
    private readonly Response _response = new();

    public SideBySideOurs(Workload workload)
    {
        _authorizer = new Authorizer(PolicySet.Parse(workload.Policies, workload.Name).Value!);
        _entities = EntityJson.Parse(workload.Graph.ToJson()).Value!;
        _requests = [.. workload.Requests.Select(asked => new Request(Uid(asked[0]), Uid(asked[1]), Uid(asked[2]), RecordValue.Empty))];
        for (var i = 0; i < WarmUps; i++)
        {
            _authorizer.Decide(_entities, _requests[i % _requests.Length], _response);
        }
    }

    /// <summary>Decides each request once, after a round that is not measured and brings the caches back from the engine before.</summary>
    public SideBySideRun Measure()
    {
        foreach (var request in _requests)
        {
            _authorizer.Decide(_entities, request, _response);
        }

        var times = new double[_requests.Length];
        var decisions = new char[_requests.Length];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _authorizer.Decide(_entities, _requests[i], _response);
            times[i] = (Stopwatch.GetTimestamp() - start) * 1e9 / Stopwatch.Frequency;
            decisions[i] = _response.IsAllowed ? '1' : '0';
        }

        return new SideBySideRun(times, new string(decisions));
    }

    private static EntityUid Uid(WorkloadUid uid) => new(uid.Type, uid.Id);
}
