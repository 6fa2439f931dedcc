using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// Finds the policies that speak about a request without looking at the others: a tree of what scopes name, by action, then principal,
/// then resource. A request follows the branches of its entities and of what they are in; how many policies there are besides costs nothing.
/// A scope is never at fault, so what is skipped could not have erred.
/// </summary>
/// <remarks>Of <c>is T in e</c> only the entity is indexed: whoever takes a policy from here still checks the type.</remarks>
internal sealed class ScopeIndex
{
    /// <summary>The index of those that a request can satisfy or make err; positions are those in <paramref name="programs"/>.</summary>
    public ScopeIndex(ReadOnlySpan<PolicyProgram> programs)
    {
        for (var i = 0; i < programs.Length; i++)
        {
            if (!programs[i].IsVain)
            {
                Add(Root, ScopeDimension.Action, programs[i].Policy, i);
            }
        }
    }

    /// <summary>The level of actions.</summary>
    public ScopeNode Root { get; } = new();

    /// <summary>Adds the policies that speak about the request; some may occur twice, and they are in no order.</summary>
    public void Collect(in RequestFrame frame, ref PositionList found) => Root.Collect(ScopeDimension.Action, in frame, ref found);

    private static void Add(ScopeNode node, ScopeDimension dimension, CedarPolicy policy, int position)
    {
        node.HasPermit |= policy.Effect == Effect.Permit;
        if (dimension == ScopeDimension.Policies)
        {
            node.Add(position);
            return;
        }

        var scope = policy.Scope;
        var constraint = dimension switch
        {
            ScopeDimension.Action => scope.Action,
            ScopeDimension.Principal => scope.Principal,
            _ => scope.Resource,
        };
        var next = dimension + 1;
        switch (constraint.Operator)
        {
            case ScopeOperator.Any:
                Add(node.Any ??= new ScopeNode(), next, policy, position);
                break;
            case ScopeOperator.Is:
                Add(node.NodeFor(constraint.Type!.Name), next, policy, position);
                break;
            case ScopeOperator.Equal:
                foreach (var target in constraint.Targets)
                {
                    Add(node.BranchFor(target.Uid).Same ??= new ScopeNode(), next, policy, position);
                }

                break;
            default:
                foreach (var target in constraint.Targets)
                {
                    Add(node.BranchFor(target.Uid).Within ??= new ScopeNode(), next, policy, position);
                }

                break;
        }
    }
}
