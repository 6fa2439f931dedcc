namespace RemoteDev.Benchmarks.Ssh;

/// <summary>What is said of many samples.</summary>
internal static class Numbers
{
    public static double Median(IEnumerable<double> samples) => Quantile(samples, 0.5);

    public static double Quantile(IEnumerable<double> samples, double share)
    {
        var sorted = samples.Order().ToList();
        return sorted[Math.Min((int)(sorted.Count * share), sorted.Count - 1)];
    }
}
