using System.Runtime.InteropServices;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Evaluation.Compiled;

namespace RemoteDev.Cedar.Authorization;

/// <summary>A policy prepared for requests that the index found it for. Small, and no object of its own: each is one fetch from memory.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct PolicyProgram(CedarPolicy policy, Node conditions)
{
    public CedarPolicy Policy { get; } = policy;

    /// <summary>The policy's effect; here, so that deciding need not fetch the policy.</summary>
    public Effect Effect { get; } = policy.Effect;

    /// <summary>Whether no request whatever satisfies the policy or makes it err.</summary>
    public bool IsVain => Conditions is ConstantNode { Value: Values.BoolValue { Value: false } };

    /// <summary>What is left to ask when the index holds for the request: the conditions, and before them the types it leaves open.</summary>
    private Node Conditions { get; } = conditions;

    /// <summary>Whether the policy applies. Takes for granted that the index holds for the request.</summary>
    public Truth Run(in RequestFrame frame) => Conditions.Test(in frame);
}
