namespace RemoteDev.Policy.Explaining;

/// <summary>
/// The policies around a denial, each with its own obstacles. For those who may read policy: it names policies that are about others, and
/// quotes conditions for which there are no words.
/// </summary>
/// <param name="Forbids">The policies that forbid, and whether they would cease.</param>
/// <param name="Permits">
/// The permits that did not apply, the nearest first: those that speak of the person, the action and the resource, and those that miss one of
/// the three. Empty when something permits and a forbid alone decides.
/// </param>
/// <param name="More">How many more permits there are beyond those listed.</param>
public sealed record NearPolicies(IReadOnlyList<NearPolicy> Forbids, IReadOnlyList<NearPolicy> Permits, int More)
{
    /// <summary>None, as for somebody who is suspended, whom no policy helps.</summary>
    public static NearPolicies None { get; } = new([], [], 0);
}
