using System.Runtime.InteropServices;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Authorization;
using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar;

/// <summary>
/// Takes the answers of one decision after the other and keeps its room between them, so that deciding allocates nothing. Holds the last
/// answer until the next decision. Not for use by several threads at once.
/// </summary>
public sealed class DecisionBuffer
{
    private readonly List<CedarPolicy> _permits = [];
    private readonly List<CedarPolicy> _forbids = [];
    private readonly List<PolicyError> _errors = [];

    /// <summary>What was decided; <see cref="Decision.Deny"/> before the first decision.</summary>
    public Decision Decision => _forbids.Count == 0 && _permits.Count > 0 ? Decision.Allow : Decision.Deny;

    /// <summary>The policies that decided, as in <see cref="Response.Reasons"/>. Valid until the next decision.</summary>
    public ReadOnlySpan<CedarPolicy> Reasons => CollectionsMarshal.AsSpan(_forbids.Count > 0 ? _forbids : _permits);

    /// <summary>The policies that could not be evaluated, as in <see cref="Response.Errors"/>. Valid until the next decision.</summary>
    public ReadOnlySpan<PolicyError> Errors => CollectionsMarshal.AsSpan(_errors);

    /// <summary>Whether one of the policies that could not be evaluated forbids. A careful caller then denies, whatever was decided.</summary>
    public bool HasForbidErred => _errors.Exists(error => error.Policy.Effect == Effect.Forbid);

    internal IndexWalk Walk { get; } = new();

    /// <summary>A copy of the answer that later decisions leave alone.</summary>
    public Response ToResponse() => new(Decision, [.. _forbids.Count > 0 ? _forbids : _permits], [.. _errors]);

    internal void Clear()
    {
        _permits.Clear();
        _forbids.Clear();
        _errors.Clear();
        Walk.Clear();
    }

    internal void AddSatisfied(CedarPolicy policy, Effect effect) => (effect == Effect.Permit ? _permits : _forbids).Add(policy);

    internal void AddError(CedarPolicy policy, EvaluationFault fault) => _errors.Add(new PolicyError(policy, fault));
}
