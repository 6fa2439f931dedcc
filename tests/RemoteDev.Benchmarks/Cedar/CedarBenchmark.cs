using System.Diagnostics;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Authorization;

namespace RemoteDev.Benchmarks.Cedar;

/// <summary>
/// What one decision costs: by the index, and by looking at every policy in turn. Both are timed decision by decision, alternately, in one
/// process; nothing is measured before both have given the same answers. The index is timed twice in each turn: first with the caches that the pass
/// through every policy leaves behind, and then once more, as a programme finds them that only ever asks the index.
/// </summary>
internal static class CedarBenchmark
{
    private const int Requests = 4096;
    private const int Cycles = 20;

    private static readonly double MicrosecondsPerTick = 1_000_000.0 / Stopwatch.Frequency;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public static int Run()
    {
        Console.WriteLine($"machine: {Environment.ProcessorCount} cores, .NET {Environment.Version}; 1000 entities, {Requests} requests, {Cycles} cycles");
        var entities = CedarWorkload.Entities();
        var requests = Enumerable.Range(0, Requests).Select(CedarWorkload.Request).ToArray();
        foreach (var count in (int[])[5, 1_000, 10_000])
        {
            Measure(CedarWorkload.Policies(count), count, entities, requests);
        }

        return 0;
    }

    private static void Measure(string text, int count, EntityStore entities, Request[] requests)
    {
        var started = Stopwatch.GetTimestamp();
        var policies = PolicySet.Parse(text, "benchmark").Value!;
        var parsed = Stopwatch.GetTimestamp();
        var authorizer = new Authorizer(policies);
        var prepared = Stopwatch.GetTimestamp();

        // So that the linear pass takes about as long at every size.
        var some = requests[..Math.Clamp(2_000_000 / (count * 20), 100, requests.Length)];
        var (steady, cold, linear) = (new List<double>(), new List<double>(), new List<double>());
        var response = new Response();
        var allowed = AssertSame(authorizer, entities, some);
        WarmUpWith(() => Indexed(authorizer, entities, requests, response, []));
        WarmUpWith(() => Linear(policies, entities, some, []));
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            Linear(policies, entities, some, linear);
            Indexed(authorizer, entities, requests, response, cold);
            Indexed(authorizer, entities, requests, response, steady);
        }

        // Timing fills a list, so bytes are counted apart.
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var request in requests)
        {
            authorizer.Decide(entities, request, response);
        }

        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / requests.Length;
        Console.WriteLine(
            $"{count,6} policies: indexed {Describe(steady)}, {bytes:0} B; just after a linear pass {Describe(cold)}; linear {Describe(linear)}; "
            + $"{allowed * 100 / some.Length}% allowed; parsed in {Milliseconds(started, parsed):0} ms, prepared in {Milliseconds(parsed, prepared):0} ms");
    }

    private static void Indexed(Authorizer authorizer, EntityStore entities, Request[] requests, Response response, List<double> times)
    {
        foreach (var request in requests)
        {
            var start = Stopwatch.GetTimestamp();
            authorizer.Decide(entities, request, response);
            times.Add((Stopwatch.GetTimestamp() - start) * MicrosecondsPerTick);
        }
    }

    private static void Linear(PolicySet policies, EntityStore entities, Request[] requests, List<double> times)
    {
        foreach (var request in requests)
        {
            var start = Stopwatch.GetTimestamp();
            LinearDecision.Decide(policies, entities, request);
            times.Add((Stopwatch.GetTimestamp() - start) * MicrosecondsPerTick);
        }
    }

    private static void WarmUpWith(Action pass)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < WarmUp)
        {
            pass();
        }
    }

    private static int AssertSame(Authorizer authorizer, EntityStore entities, Request[] requests)
    {
        var allowed = 0;
        foreach (var request in requests)
        {
            var expected = LinearDecision.Decide(authorizer.Policies, entities, request);
            var found = authorizer.Decide(entities, request);
            if (expected.IsAllowed != found.IsAllowed || !expected.Reasons.SequenceEqual(found.Reasons) || !expected.Errors.SequenceEqual(found.Errors))
            {
                throw new InvalidOperationException("The index answers otherwise than the policies in turn.");
            }

            allowed += found.IsAllowed ? 1 : 0;
        }

        return allowed;
    }

    private static string Describe(List<double> times)
    {
        times.Sort();
        return $"median {times[times.Count / 2]:0.00} us, p99 {times[times.Count * 99 / 100]:0.00} us";
    }

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
}
