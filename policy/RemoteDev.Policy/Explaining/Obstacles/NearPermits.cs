using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>Permits near a request, in the lists they are filed in.</summary>
/// <param name="speaking">Those that speak of it.</param>
/// <param name="missing">For each part that may be anything: those that speak of the two others, among them those of <paramref name="speaking"/>.</param>
internal sealed class NearPermits(List<List<BundlePolicy>> speaking, List<List<BundlePolicy>>[] missing)
{
    /// <summary>How many lists' entries are passed over in search of some that miss: what speaks of the request stands in all lists.</summary>
    private const int MostPassed = 256;

    /// <summary>Those that speak of the request.</summary>
    public IEnumerable<BundlePolicy> Speaking => speaking.SelectMany(list => list);

    /// <summary>How many there are in all. A permit has one term of each part, so it is in one list of each kind, once.</summary>
    public int Count { get; } = missing.Sum(lists => lists.Sum(list => list.Count)) - ((missing.Length - 1) * speaking.Sum(list => list.Count));

    /// <summary>Some that miss the request in one part; no more than <paramref name="most"/> for each part.</summary>
    /// <param name="most">How many for each part.</param>
    /// <param name="speaks">Whether a permit speaks of the request and so misses nothing.</param>
    public IEnumerable<BundlePolicy> Missing(int most, Func<BundlePolicy, bool> speaks) =>
        missing.SelectMany(lists => lists.SelectMany(list => list).Take(MostPassed).Where(policy => !speaks(policy)).Take(most));
}
