namespace RemoteDev.Benchmarks.Cedar;

/// <summary>
/// Time per decision of our engine, cedar-wasm and casbin on the workloads of the OOPSLA 2024 paper on Cedar. All answer the same requests, in
/// turn, in one run; before anything is measured they must have decided alike.
/// </summary>
internal static class SideBySideBenchmark
{
    private const int Hierarchies = 4;
    private const int Requests = 25;
    private const int Passes = 3;

    private static readonly int[] Sizes = [5, 10, 15, 20, 30, 40, 50];

    private static readonly string[] Engines = ["ours", "cedar-wasm", "casbin"];

    public static async Task<int> RunAsync()
    {
        List<Workload> workloads = [];
        foreach (var make in (Func<int, int, WorkloadDice, Workload>[])[WorkloadGdrive.Make, WorkloadGithub.Make, WorkloadTinyTodo.Make])
        {
            workloads.AddRange(Sizes.SelectMany(size => Enumerable.Range(0, Hierarchies).Select(seed => make(size, Requests, new WorkloadDice((size * 1_000) + seed)))));
        }

        var folder = Directory.CreateDirectory(Path.Combine(Environment.CurrentDirectory, ".work", "cedar-peers"));
        await SideBySidePeers.InstallAsync(folder);
        Console.WriteLine($"machine: {Environment.ProcessorCount} cores, .NET {Environment.Version}; {Hierarchies} graphs of each size, {Requests} requests each, {Passes} passes in turn");
        Console.WriteLine("workload  entities      |  ours: median  p99 us | cedar-wasm: median  p99 us | casbin: median  p99 us | cedar-wasm/ours  casbin/ours");
        foreach (var group in workloads.GroupBy(workload => (workload.Name, workload.Size)))
        {
            using var peers = await SideBySidePeers.StartAsync(folder, [.. group]);
            await MeasureAsync([.. group], peers);
        }

        return 0;
    }

    private static async Task MeasureAsync(IReadOnlyList<Workload> graphs, SideBySidePeers peers)
    {
        var times = Engines.ToDictionary(engine => engine, _ => new List<double>(), StringComparer.Ordinal);
        foreach (var (index, workload) in graphs.Index())
        {
            var ours = new SideBySideOurs(workload);
            var expected = ours.Measure().Decisions;
            for (var pass = 0; pass <= Passes; pass++)
            {
                for (var turn = 0; turn < Engines.Length; turn++)
                {
                    var engine = Engines[(turn + pass) % Engines.Length];
                    var run = engine == "ours" ? ours.Measure() : await peers.MeasureAsync(engine, index);
                    if (run.Decisions != expected)
                    {
                        throw new InvalidOperationException($"{engine} decides {workload.Name} {workload.Size} otherwise: {run.Decisions}, not {expected}.");
                    }

                    // The first pass warms each up.
                    times[engine].AddRange(pass == 0 ? [] : run.Nanoseconds);
                }
            }
        }

        var (name, size) = (graphs[0].Name, graphs[0].Size);
        double[] medians = [.. Engines.Select(engine => At(times[engine], 0.5))];
        double[] tails = [.. Engines.Select(engine => At(times[engine], 0.99))];
        Console.WriteLine(
            $"{name,-8}  {size,2} each ({graphs[0].Graph.Count,4}) | {medians[0],10:0.00} {tails[0],10:0.00} | {medians[1],14:0} {tails[1],10:0} | {medians[2],10:0.0} {tails[2],10:0.0} "
            + $"| {medians[1] / medians[0],12:0} {medians[2] / medians[0],12:0}");
    }

    /// <summary>Microseconds.</summary>
    private static double At(List<double> nanoseconds, double rank)
    {
        nanoseconds.Sort();
        return nanoseconds[(int)((nanoseconds.Count - 1) * rank)] / 1_000;
    }
}
