using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Authorization;

/// <summary>Cedar's decision. Pure: the same policies, entities and request always give the same answer, on any thread.</summary>
public static class Authorizer
{
    /// <summary>
    /// Decides. Allows when at least one permit is satisfied and no forbid is. Every policy is evaluated, also when the decision is already
    /// certain, so that reasons and errors are complete.
    /// </summary>
    public static Response Decide(PolicySet policies, EntityStore entities, Request request)
    {
        var scopes = new ScopeMatcher(entities, request);
        var evaluator = new Evaluator(entities, request);
        List<CedarPolicy>? permits = null;
        List<CedarPolicy>? forbids = null;
        List<PolicyError>? errors = null;
        foreach (var policy in policies.Span)
        {
            if (!scopes.Matches(policy.Scope))
            {
                continue;
            }

            if (evaluator.FirstObstacle(policy, out var fault) is null && fault is null)
            {
                (policy.Effect == Effect.Permit ? permits ??= [] : forbids ??= []).Add(policy);
            }
            else if (fault is not null)
            {
                (errors ??= []).Add(new PolicyError(policy, fault));
            }
        }

        IReadOnlyList<PolicyError> allErrors = errors is null ? [] : errors;
        return forbids is not null ? new Response(Decision.Deny, forbids, allErrors)
            : permits is not null ? new Response(Decision.Allow, permits, allErrors)
            : new Response(Decision.Deny, [], allErrors);
    }

    /// <summary>Says of every policy how it fared, and of those that did not apply what stood in their way. For people, not for deciding.</summary>
    public static IReadOnlyList<PolicyExplanation> Explain(PolicySet policies, EntityStore entities, Request request)
    {
        var explainer = new Explainer(entities, request);
        var explanations = new List<PolicyExplanation>(policies.Policies.Count);
        foreach (var policy in policies.Span)
        {
            explanations.Add(explainer.Explain(policy));
        }

        return explanations;
    }
}
