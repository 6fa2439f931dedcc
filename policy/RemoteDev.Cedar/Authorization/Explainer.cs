using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Authorization;

/// <summary>Finds what stands in a policy's way.</summary>
internal readonly ref struct Explainer(EntityStore entities, Request request)
{
    private readonly ScopeMatcher _scopes = new(entities, request);
    private readonly Evaluator _evaluator = new(entities, request);

    public PolicyExplanation Explain(CedarPolicy policy)
    {
        var obstacles = new List<Obstacle>();
        foreach (var constraint in (ReadOnlySpan<ScopeConstraint>)[policy.Scope.Principal, policy.Scope.Action, policy.Scope.Resource])
        {
            if (!_scopes.Matches(constraint))
            {
                obstacles.Add(new Obstacle(policy.TextOf(constraint.Span), constraint.Span));
            }
        }

        if (obstacles.Count > 0)
        {
            return new PolicyExplanation(policy, PolicyOutcome.OutOfScope, obstacles, Error: null);
        }

        if (_evaluator.FirstObstacle(policy, out var fault) is null)
        {
            return fault is null
                ? new PolicyExplanation(policy, PolicyOutcome.Satisfied, [], Error: null)
                : new PolicyExplanation(policy, PolicyOutcome.Errored, [], new PolicyError(policy, fault));
        }

        foreach (var condition in policy.ConditionSpan)
        {
            Collect(policy, condition, condition.Body, wanted: condition.Kind == ConditionKind.When, obstacles);
        }

        return new PolicyExplanation(policy, PolicyOutcome.ConditionNotMet, obstacles, Error: null);
    }

    /// <summary>Goes down to the parts that decide alone; <paramref name="wanted"/> is the value under which the policy would apply.</summary>
    private void Collect(CedarPolicy policy, Condition condition, Expression part, bool wanted, List<Obstacle> obstacles)
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
                Collect(policy, condition, operand, wanted ^ part is Expression.Not, obstacles);
            }
        }
        else if (_evaluator.Evaluate(part).Value is BoolValue value && value.Value != wanted)
        {
            obstacles.Add(new Obstacle(policy.TextOf(part.Span), part.Span) { Condition = condition, Part = part });
        }
    }
}
