using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Explaining;

/// <summary>
/// Whether somebody may do something at all, whatever the time and the circumstances: what is asked of who consented yesterday, when what
/// they consented to is to come into force tonight.
/// </summary>
public static class Standing
{
    /// <summary>False when no policy could permit it to this person as they are now.</summary>
    /// <param name="bundle">The policies.</param>
    /// <param name="world">The facts.</param>
    /// <param name="login">The person.</param>
    /// <param name="action">What they would do.</param>
    /// <param name="resource">On what.</param>
    public static bool CouldPermit(PolicyBundle bundle, PolicyWorld world, string login, EntityUid action, EntityUid resource)
    {
        var person = Uids.User(login);
        if (!world.Entities.TryGet(person, out _))
        {
            return false;
        }

        var context = ContextRecord.Of(new DecisionContext { Now = default }, Windows.OpenWindows.None);
        var request = new Request(person, action, resource, context);
        var scope = new ScopeMatcher(world.Entities, request);
        var permits = new List<CedarPolicy>();
        var forbids = new List<CedarPolicy>();
        var mayPermit = false;
        foreach (var policy in bundle.Policies.Select(policy => policy.Policy))
        {
            if (!scope.Matches(policy.Scope))
            {
                continue;
            }

            // What reads the circumstances can permit in some and forbids in others only.
            var depends = Depends(policy);
            mayPermit |= depends && policy.Effect == Effect.Permit;
            if (!depends)
            {
                (policy.Effect == Effect.Permit ? permits : forbids).Add(policy);
            }
        }

        var forbidden = Authorizer.Decide(new PolicySet([.. forbids], []), world.Entities, request);
        return forbidden.Reasons.Count == 0 && forbidden.Errors.Count == 0
            && (mayPermit || Authorizer.Decide(new PolicySet([.. permits], []), world.Entities, request).Reasons.Count > 0);
    }

    private static bool Depends(CedarPolicy policy)
    {
        var mentions = Mentions.Of([policy]);
        return mentions.Context.Count + mentions.Wholes.Count + mentions.Attestations.Count + mentions.Computed.Count > 0
            || mentions.AllWindows || mentions.Entities.Any(entity => entity.Type == EntityTypes.Window);
    }
}
