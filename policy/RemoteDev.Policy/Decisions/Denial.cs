using RemoteDev.Policy.Explaining;
using RemoteDev.Policy.Explaining.Obstacles;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Decisions;

/// <summary>A no.</summary>
public sealed class Denial
{
    private readonly PolicyEngine? _engine;
    private readonly PolicyWorld? _world;
    private readonly DecisionRequest? _request;

    private Explanation? _explanation;
    private NearPolicies? _near;

    internal Denial(DenialCause cause, IReadOnlyList<string> policyIds, PolicyEngine engine, PolicyWorld world, DecisionRequest request) =>
        (Cause, PolicyIds, _engine, _world, _request) = (cause, policyIds, engine, world, request);

    private Denial() => PolicyIds = [];

    /// <summary>What stands behind a verdict that nobody gave.</summary>
    internal static Denial Unexplained { get; } = new() { _explanation = Explanation.Nothing, _near = NearPolicies.None };

    /// <summary>Why.</summary>
    public DenialCause Cause { get; }

    /// <summary>The policies that forbid; empty when none does.</summary>
    public IReadOnlyList<string> PolicyIds { get; }

    /// <summary>
    /// The same in words, with what would have to change. Worked out when first asked for, because most denials are answered by a
    /// machine; asking costs some tens of evaluations. Two threads that ask at once may both work it out, and find the same.
    /// </summary>
    public Explanation Explanation => _explanation ??= _engine!.Explain(this, _world!, _request!);

    /// <summary>
    /// The policies around it, each with its own obstacles; worked out when first asked for. Only for those who may read policy:
    /// <see cref="Explanation"/> is what the person who asked is told.
    /// </summary>
    public NearPolicies Near => _near ??= new NearSearch(_engine!.Bundle, _world!, _request!).Find(Cause, PolicyIds);
}
