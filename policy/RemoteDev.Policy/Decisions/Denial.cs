using RemoteDev.Policy.Explaining;

namespace RemoteDev.Policy.Decisions;

/// <summary>A no.</summary>
public sealed class Denial
{
    private readonly Lazy<Explanation> _explanation;
    private readonly Lazy<NearPolicies> _near;

    internal Denial(DenialCause cause, IReadOnlyList<string> policyIds, Func<Explanation> explain, Func<NearPolicies> near)
    {
        (Cause, PolicyIds) = (cause, policyIds);
        (_explanation, _near) = (new Lazy<Explanation>(explain), new Lazy<NearPolicies>(near));
    }

    /// <summary>What stands behind a verdict that nobody gave.</summary>
    internal static Denial Unexplained { get; } = new(DenialCause.NoPermit, [], () => Explanation.Nothing, () => NearPolicies.None);

    /// <summary>Why.</summary>
    public DenialCause Cause { get; }

    /// <summary>The policies that forbid; empty when none does.</summary>
    public IReadOnlyList<string> PolicyIds { get; }

    /// <summary>
    /// The same in words, with what would have to change. Worked out when first asked for, because most denials are answered by a
    /// machine; asking costs some tens of evaluations.
    /// </summary>
    public Explanation Explanation => _explanation.Value;

    /// <summary>
    /// The policies around it, each with its own obstacles; worked out when first asked for. Only for those who may read policy:
    /// <see cref="Explanation"/> is what the person who asked is told.
    /// </summary>
    public NearPolicies Near => _near.Value;
}
