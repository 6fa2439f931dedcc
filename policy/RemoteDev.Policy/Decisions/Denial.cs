using RemoteDev.Policy.Explaining;

namespace RemoteDev.Policy.Decisions;

/// <summary>A no.</summary>
public sealed class Denial
{
    private readonly Lazy<Explanation> _explanation;

    internal Denial(DenialCause cause, IReadOnlyList<string> policyIds, Func<Explanation> explain)
    {
        (Cause, PolicyIds) = (cause, policyIds);
        _explanation = new Lazy<Explanation>(explain);
    }

    /// <summary>What stands behind a verdict that nobody gave.</summary>
    internal static Denial Unexplained { get; } = new(DenialCause.NoPermit, [], () => Explanation.Nothing);

    /// <summary>Why.</summary>
    public DenialCause Cause { get; }

    /// <summary>The policies that forbid; empty when none does.</summary>
    public IReadOnlyList<string> PolicyIds { get; }

    /// <summary>
    /// The same in words, with what would have to change. Worked out when first asked for, because most denials are answered by a
    /// machine; asking costs some tens of evaluations.
    /// </summary>
    public Explanation Explanation => _explanation.Value;
}
