using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Evaluation.Compiled;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Authorization;

/// <summary>A policy prepared for requests that the index found it for.</summary>
internal sealed class PolicyProgram(CedarPolicy policy, Node conditions)
{
    private readonly string? _principalType = TypeOf(policy.Scope.Principal);
    private readonly string? _resourceType = TypeOf(policy.Scope.Resource);

    public CedarPolicy Policy => policy;

    /// <summary>The policy's effect; here, so that deciding need not fetch the policy.</summary>
    public Effect Effect { get; } = policy.Effect;

    /// <summary>Whether no request whatever satisfies the policy or makes it err.</summary>
    public bool IsVain => conditions is ConstantNode { Value: BoolValue { Value: false } };

    /// <summary>Whether the policy applies. Takes for granted that the index holds for the request.</summary>
    public Truth Run(in RequestFrame frame) =>
        _principalType is not null && _principalType != frame.Principal.Type
        || _resourceType is not null && _resourceType != frame.Resource.Type
            ? Truth.False
            : conditions.Test(in frame);

    // The type of `is T in e` is the one part of a scope that the index leaves open.
    private static string? TypeOf(ScopeConstraint constraint) =>
        constraint.Operator == ScopeOperator.IsIn ? constraint.Type!.Name : null;
}
