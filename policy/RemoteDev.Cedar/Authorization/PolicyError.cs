using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Authorization;

/// <summary>A policy that could not be evaluated for a request, and so did not count.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Fault">What went wrong, and where in its text.</param>
public sealed record PolicyError(CedarPolicy Policy, EvaluationFault Fault)
{
    /// <summary><c>file:line:column: message</c>.</summary>
    public override string ToString() => $"{Policy.SourceName}:{Fault.Span}: {Fault.Message}";
}
