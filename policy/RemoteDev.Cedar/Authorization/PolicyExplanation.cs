using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Authorization;

/// <summary>How one policy fared with a request, and why.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Outcome">How it fared.</param>
/// <param name="ScopeMismatches">The scope constraints that the request does not meet; empty when the policy speaks about it.</param>
/// <param name="Obstacles">
/// When the policy speaks about the request but does not apply: every part of its conditions that is in the way. Parts whose value cannot be
/// known, because an earlier part guards them, are left out.
/// </param>
/// <param name="Fault">What went wrong, when it erred.</param>
public sealed record PolicyExplanation(
    CedarPolicy Policy,
    PolicyOutcome Outcome,
    IReadOnlyList<ScopeConstraint> ScopeMismatches,
    IReadOnlyList<Obstacle> Obstacles,
    EvaluationFault? Fault);
