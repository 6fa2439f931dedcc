using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// A decision as the specification words it: every policy in turn, without index. What <see cref="Authorizer"/> answers must equal this;
/// tests hold the two together.
/// </summary>
internal static class LinearDecision
{
    public static Response Decide(PolicySet policies, EntityStore entities, Request request)
    {
        var scopes = new ScopeMatcher(entities, request);
        var evaluator = new Evaluator(entities, request);
        var response = new Response();
        foreach (var policy in policies.Span)
        {
            if (!scopes.Matches(policy.Scope))
            {
                continue;
            }

            if (evaluator.FirstObstacle(policy, out var fault) is null && fault is null)
            {
                response.AddSatisfied(policy, policy.Effect);
            }
            else if (fault is not null)
            {
                response.AddError(policy, fault);
            }
        }

        return response;
    }
}
