using System.Diagnostics.CodeAnalysis;

namespace RemoteDev.Benchmarks.Cedar;

/// <summary>The draws that the published generators make, from a seed.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same workload each run is the point.")]
internal sealed class WorkloadDice(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int bound) => _random.Next(bound);

    public bool Connects() => _random.NextDouble() < Workload.Connection;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>Those of <paramref name="candidates"/> that happen to be connected.</summary>
    public List<WorkloadUid> Some(IEnumerable<WorkloadUid> candidates) => [.. candidates.Where(_ => Connects())];
}
