using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Policy.Surveying;

/// <summary>Which policies of a bundle speak about a person, an action or a resource. A scope cannot err, so this is the whole answer.</summary>
internal static class ScopeBits
{
    public static PolicyBits Of(PolicyBundle bundle, Func<PolicyScope, ScopeConstraint> part, EntityUid uid, EntityStore entities)
    {
        var bits = new PolicyBits(bundle.Policies.Count);
        for (var i = 0; i < bundle.Policies.Count; i++)
        {
            var policy = bundle.Policies[i].Policy;
            if (Meets(part(policy.Scope), uid, entities) && (!ServiceRule.IsService(uid) || ServiceRule.Counts(policy)))
            {
                bits.Add(i);
            }
        }

        return bits;
    }

    private static bool Meets(ScopeConstraint constraint, EntityUid uid, EntityStore entities) => constraint.Operator switch
    {
        ScopeOperator.Any => true,
        ScopeOperator.Equal => constraint.Entities is [var only] && only.Uid.Equals(uid),
        ScopeOperator.In => IsIn(constraint, uid, entities),
        ScopeOperator.Is => constraint.Type?.Name == uid.Type,
        _ => constraint.Type?.Name == uid.Type && IsIn(constraint, uid, entities),
    };

    private static bool IsIn(ScopeConstraint constraint, EntityUid uid, EntityStore entities) =>
        constraint.Entities.Any(target => entities.IsIn(uid, target.Uid));
}
