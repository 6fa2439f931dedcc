using NodaTime;

namespace RemoteDev.Policy.Comparing;

/// <summary>
/// Compares what two states permit, by asking both every question of a week: people, actions, resources, times and circumstances that no
/// policy can tell apart are asked about once, so the answer is exact and yet quick.
/// </summary>
/// <remarks>
/// A second factor as fresh as wanted is assumed and consents are not: how fresh a factor must be and whose consent is needed are
/// obligations, and are compared as such. Circumstances that no policy of either state reads do not matter; of those that one reads, every
/// combination is tried.
/// </remarks>
public static class PolicyDiff
{
    /// <summary>How long is looked at.</summary>
    public static Duration Stretch { get; } = Duration.FromDays(7);

    /// <summary>Who gains and loses what in the week that begins at an instant. A change of the catalogue is compared the same way.</summary>
    /// <param name="before">The state in force.</param>
    /// <param name="after">The state that may come.</param>
    /// <param name="from">The beginning, usually a Monday's midnight.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static AccessDiff Compare(PolicyState before, PolicyState after, Instant from, CancellationToken cancellationToken = default) =>
        new Comparison(before, after, new Interval(from, from + Stretch)).Run(cancellationToken);
}
