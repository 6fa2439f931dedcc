using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// Finds the policies that speak about a request without looking at the others: a tree of what scopes name, by action, then principal,
/// then resource. A request follows the branches of its entities and of what they are in; policies besides are not visited, and cost only room in memory.
/// A scope is never at fault, so what is skipped could not have erred.
/// </summary>
/// <remarks>Of <c>is T in e</c> only the entity is indexed: whoever takes a policy from here still checks the type.</remarks>
internal sealed class ScopeIndex
{
    private readonly ScopeTable _table;

    /// <summary>The index of those that a request can satisfy or make err.</summary>
    /// <param name="policies">The policies; positions are those in here.</param>
    /// <param name="isVain">Whether no request can do either, for each policy.</param>
    public ScopeIndex(ReadOnlySpan<CedarPolicy> policies, ReadOnlySpan<bool> isVain)
    {
        // One object for each entity named, so that what many policies name is fetched from memory once.
        var names = new Dictionary<EntityUid, EntityUid>();
        for (var i = 0; i < policies.Length; i++)
        {
            if (!isVain[i])
            {
                Add(Root, ScopeDimension.Action, policies[i], i, names);
            }
        }

        _table = new ScopeTable(Root);
    }

    /// <summary>The level of actions.</summary>
    public ScopeNode Root { get; } = new();

    /// <summary>The request's entity in a dimension, and its data when the store has it.</summary>
    public static (EntityUid Uid, Entity? Entity) At(ScopeDimension dimension, in RequestFrame frame) => dimension switch
    {
        ScopeDimension.Action => (frame.Action, frame.ActionEntity),
        ScopeDimension.Principal => (frame.Principal, frame.PrincipalEntity),
        _ => (frame.Resource, frame.ResourceEntity),
    };

    /// <summary>Finds the policies that speak about the request.</summary>
    public void Find(in RequestFrame frame, IndexWalk walk) => _table.Find(in frame, walk);

    private static void Add(ScopeNode node, ScopeDimension dimension, CedarPolicy policy, int position, Dictionary<EntityUid, EntityUid> names)
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
                Add(node.Any ??= new ScopeNode(), next, policy, position, names);
                break;
            case ScopeOperator.Is:
                Add(node.NodeFor(constraint.Type!.Name), next, policy, position, names);
                break;
            case ScopeOperator.Equal:
                foreach (var target in constraint.Targets)
                {
                    Add(node.BranchFor(Shared(target.Uid, names)).Same ??= new ScopeNode(), next, policy, position, names);
                }

                break;
            default:
                foreach (var target in constraint.Targets)
                {
                    Add(node.BranchFor(Shared(target.Uid, names)).Within ??= new ScopeNode(), next, policy, position, names);
                }

                break;
        }
    }

    private static EntityUid Shared(EntityUid uid, Dictionary<EntityUid, EntityUid> names) =>
        names.TryAdd(uid, uid) ? uid : names[uid];
}
