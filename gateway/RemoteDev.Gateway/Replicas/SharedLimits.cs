namespace RemoteDev.Gateway.Replicas;

/// <summary>What every store checks before it takes something.</summary>
internal static class SharedLimits
{
    /// <summary>How often a store in memory looks for what is over.</summary>
    public static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    /// <summary>The same, when there is no room for what comes.</summary>
    public static readonly TimeSpan SweepWhenFull = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>Holds callers to bounds.</summary>
    /// <exception cref="ArgumentException">The caller did not bound what it shares.</exception>
    public static void Check(ReadOnlyMemory<byte> data, TimeSpan lifetime, IReadOnlyCollection<string> groups)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, SharedValue.MaxBytes, nameof(data));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero, nameof(lifetime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, Longest, nameof(lifetime));
        foreach (var group in groups)
        {
            ArgumentException.ThrowIfNullOrEmpty(group, nameof(groups));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(group.Length, SharedKey.MaxLength, nameof(groups));
        }
    }
}
