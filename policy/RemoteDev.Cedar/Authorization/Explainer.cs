using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Authorization;

/// <summary>Finds what stands in the way of policies.</summary>
internal readonly ref struct Explainer(EntityStore entities, Request request)
{
    private readonly ScopeMatcher _scopes = new(entities, request);
    private readonly Evaluator _evaluator = new(entities, request);

    /// <summary>What was found, policy by policy and within each in the order of its text.</summary>
    public List<Finding> Findings { get; } = [];

    public void Explain(CedarPolicy policy)
    {
        var before = Findings.Count;
        foreach (var constraint in (ReadOnlySpan<ScopeConstraint>)[policy.Scope.Principal, policy.Scope.Action, policy.Scope.Resource])
        {
            if (!_scopes.Matches(constraint))
            {
                Add(policy, constraint.Span, FindingCode.OutOfScope, "does not fit the request");
            }
        }

        if (Findings.Count > before)
        {
            return;
        }

        var isMet = _evaluator.FirstObstacle(policy, out var fault) is null;
        if (fault is not null)
        {
            Findings.Add(Finding.OfEvaluation(policy, fault));
        }
        else if (!isMet)
        {
            foreach (var condition in policy.ConditionSpan)
            {
                Collect(policy, condition.Body, wanted: condition.Kind == ConditionKind.When);
            }
        }
    }

    /// <summary>
    /// Goes down to the smallest parts that decide alone, of <c>when { a &amp;&amp; b }</c> each operand that is false, of <c>unless { a || b }</c>
    /// each that is true. A part whose value cannot be known, because an earlier one guards it, is left out.
    /// </summary>
    /// <param name="wanted">The value under which the policy would apply.</param>
    private void Collect(CedarPolicy policy, Expression part, bool wanted)
    {
        var operands = (part, wanted) switch
        {
            (Expression.And and, true) => and.Operands,
            (Expression.Or or, false) => or.Operands,
            (Expression.Not not, _) => [not.Operand],
            _ => null,
        };
        if (operands is not null)
        {
            foreach (var operand in operands)
            {
                Collect(policy, operand, wanted ^ part is Expression.Not);
            }
        }
        else if (_evaluator.Evaluate(part).Value is BoolValue value && value.Value != wanted)
        {
            Add(policy, part.Span, FindingCode.ConditionNotMet, wanted ? "is false" : "is true");
        }
    }

    private void Add(CedarPolicy policy, SourceSpan span, FindingCode code, string what) =>
        Findings.Add(Finding.OfPolicy(policy, span, code, $"`{policy.TextOf(span)}` {what}", isError: false));
}
