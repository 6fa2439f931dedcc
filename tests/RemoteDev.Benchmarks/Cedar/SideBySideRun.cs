namespace RemoteDev.Benchmarks.Cedar;

/// <summary>One pass over a workload's requests.</summary>
/// <param name="Nanoseconds">How long each decision took.</param>
/// <param name="Decisions">1 for allow, 0 for deny.</param>
internal sealed record SideBySideRun(IReadOnlyList<double> Nanoseconds, string Decisions);
