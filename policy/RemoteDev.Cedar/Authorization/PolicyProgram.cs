using System.Runtime.InteropServices;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Evaluation.Compiled;

namespace RemoteDev.Cedar.Authorization;

/// <summary>What policies ask that have the same effect, types and conditions: prepared once for all of them, for requests that the index found them for.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PolicyProgram(Effect Effect, Node Conditions)
{
    /// <summary>Whether no request whatever satisfies it or makes it err.</summary>
    public bool IsVain => Conditions is ConstantNode { Value: Values.BoolValue { Value: false } };

    /// <summary>Whether its policies apply. Takes for granted that the index holds for the request.</summary>
    public Truth Run(in RequestFrame frame) => Conditions.Test(in frame);
}
