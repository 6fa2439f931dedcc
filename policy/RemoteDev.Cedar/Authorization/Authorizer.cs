using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// Cedar's decision by one set of policies. Prepares the set once, so keep it as long as the set. Immutable: the same entities and request
/// always give the same answer, on any thread; a change of policy is another authorizer, swapped in whole.
/// </summary>
public sealed class Authorizer
{
    [ThreadStatic]
    private static DecisionBuffer? t_buffer;

    private readonly ScopeIndex _index;

    /// <summary>Prepares <paramref name="policies"/> for deciding.</summary>
    public Authorizer(PolicySet policies)
    {
        Policies = policies;
        _index = new ScopeIndex(policies.Span);
    }

    /// <summary>The policies it decides by.</summary>
    public PolicySet Policies { get; }

    /// <summary>As the instance's <see cref="Decide(EntityStore, Request)"/>, by an authorizer that the set keeps.</summary>
    public static Response Decide(PolicySet policies, EntityStore entities, Request request) => policies.Authorizer.Decide(entities, request);

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

    /// <summary>
    /// Decides. Allows when at least one permit is satisfied and no forbid is. Every policy that speaks about the request is evaluated, also
    /// when the decision is already certain, so that reasons and errors are complete.
    /// </summary>
    public Response Decide(EntityStore entities, Request request)
    {
        var buffer = t_buffer ??= new DecisionBuffer();
        Decide(entities, request, buffer);
        var response = buffer.ToResponse();

        // What a thread keeps must not keep policies that are no longer in force.
        buffer.Clear();
        return response;
    }

    /// <summary>As <see cref="Decide(EntityStore, Request)"/>, and allocates nothing unless a policy errs: the answer is in <paramref name="buffer"/>.</summary>
    public void Decide(EntityStore entities, Request request, DecisionBuffer buffer) =>
        Decide(new RequestFrame(entities, request), entities, request, buffer);

    private void Decide(in RequestFrame frame, EntityStore entities, Request request, DecisionBuffer buffer)
    {
        buffer.Clear();
        _index.Collect(in frame, ref buffer.Candidates);
        var policies = Policies.Span;
        foreach (var position in buffer.Candidates.SortedOnce())
        {
            var policy = policies[position];
            if (!IsOfType(policy.Scope.Principal, frame.Principal) || !IsOfType(policy.Scope.Resource, frame.Resource))
            {
                continue;
            }

            if (new Evaluator(entities, request).FirstObstacle(policy, out var fault) is null && fault is null)
            {
                buffer.AddSatisfied(policy);
            }
            else if (fault is not null)
            {
                buffer.AddError(policy, fault);
            }
        }
    }

    private static bool IsOfType(ScopeConstraint constraint, Values.EntityUid uid) =>
        constraint.Operator != ScopeOperator.IsIn || constraint.Type!.Name == uid.Type;
}
