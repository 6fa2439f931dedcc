using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Comparing;

/// <summary>
/// Whether one bundle permits nothing that another does not, whatever the catalogue, the time and the circumstances are: read off the
/// policies themselves, so that people who come later, windows that open next month and consents are covered too.
/// </summary>
/// <remarks>
/// Says no too often and never too rarely. Each permit needs one in the wider bundle that says the same with fewer words; each forbid of the
/// wider bundle needs one here that says the same of as much; and what only the wider bundle has must not have obliged to more.
/// </remarks>
public static class PolicyContainment
{
    /// <summary>Why it cannot be told that everything the narrower bundle permits the wider one permits too, obliging to no more; null when it is so.</summary>
    /// <param name="narrower">What may come into force.</param>
    /// <param name="wider">What is in force.</param>
    /// <param name="defaults">The obligations where policies say nothing.</param>
    public static string? WhyNot(PolicyBundle narrower, PolicyBundle wider, ObligationSet defaults)
    {
        Shape[] narrow = [.. narrower.Policies.Select(policy => new Shape(policy))];
        Shape[] wide = [.. wider.Policies.Select(policy => new Shape(policy))];
        foreach (var permit in narrow.Where(shape => shape.Policy.IsPermit))
        {
            if (!wide.Any(permit.Says) && !(NoLooserThan(permit.Policy.Stated, defaults) && wide.Any(other => permit.IsWithin(other) && !permit.FreesServicesOf(other))))
            {
                return $"'{permit.Policy.Id}' permits by other words than any policy in force";
            }
        }

        foreach (var forbid in wide.Where(shape => !shape.Policy.IsPermit))
        {
            if (!narrow.Any(forbid.IsForbiddenBy))
            {
                return $"'{forbid.Policy.Id}' forbids, and would be gone";
            }
        }

        foreach (var lost in wide.Where(shape => shape.Policy.IsPermit && !narrow.Any(shape.Says)))
        {
            if (narrow.FirstOrDefault(permit => permit.Policy.IsPermit && permit.MeetsActionsOf(lost) && (permit.FreesServicesOf(lost) || !Keeps(permit.Policy.Stated, lost.Policy.Stated, defaults))) is { } looser)
            {
                return $"'{lost.Policy.Id}' obliges to what '{looser.Policy.Id}' does not, and would be gone";
            }
        }

        return null;
    }

    // What a permit states replaces the default, so it must be as strict where no policy stated anything before.
    private static bool NoLooserThan(StatedObligations stated, ObligationSet defaults) =>
        ObligationChanges.Looser(defaults, ObligationSet.Strictest([stated], defaults)).Length == 0;

    // Whether a permit obliges by itself to everything that another states.
    private static bool Keeps(StatedObligations permit, StatedObligations lost, ObligationSet defaults)
    {
        var kept = ObligationSet.Strictest([permit], defaults);
        return ObligationChanges.Looser(ObligationSet.Strictest([lost], kept), kept).Length == 0;
    }

    private sealed class Shape(BundlePolicy policy)
    {
        private readonly string[] _conditions = [.. policy.Policy.Conditions.Select(condition => policy.Policy.TextOf(condition.Span))];
        private readonly HashSet<EntityUid> _actions = [.. Actions.All.Where(action => Fits(policy.Policy.Scope.Action, action)).Select(action => action.Uid)];

        public BundlePolicy Policy => policy;

        private PolicyScope Scope => policy.Policy.Scope;

        /// <summary>The same policy under whatever name.</summary>
        public bool Says(Shape other) =>
            IsOf(other) && _actions.SetEquals(other._actions) && CoversWho(Scope, other.Scope) && CoversWho(other.Scope, Scope)
            && Covers(Scope.Resource, other.Scope.Resource) && Covers(other.Scope.Resource, Scope.Resource)
            && _conditions.SequenceEqual(other._conditions, StringComparer.Ordinal) && AreSame(policy.Stated, other.Policy.Stated);

        /// <summary>Whether the other speaks about all that this one does and asks for no more.</summary>
        public bool IsWithin(Shape other) =>
            IsOf(other) && SpeaksLess(other) && other._conditions.All(condition => _conditions.Contains(condition, StringComparer.Ordinal));

        // A forbid that fails forbids as well, so a wider one has to fail wherever this one does: with the same conditions in the same order.
        public bool IsForbiddenBy(Shape other) => IsOf(other) && SpeaksLess(other) && _conditions.SequenceEqual(other._conditions, StringComparer.Ordinal);

        /// <summary>Whether the other asks for a second factor, which keeps service accounts out, and this one lets them in by not asking.</summary>
        public bool FreesServicesOf(Shape other) =>
            other.Policy.Stated.MfaMaxAge is not null && policy.Stated.MfaMaxAge is null && IsAboutGit && CanBeService(Scope.Principal);

        private bool IsAboutGit => _actions.Any(action => Actions.Find(action.Id)!.IsForServices);

        public bool MeetsActionsOf(Shape other) => _actions.Overlaps(other._actions);

        private bool IsOf(Shape other) => policy.Policy.Effect == other.Policy.Policy.Effect && !policy.Policy.IsTemplate && !other.Policy.Policy.IsTemplate;

        private bool SpeaksLess(Shape other) =>
            _actions.IsSubsetOf(other._actions) && CoversWho(other.Scope, Scope) && Covers(other.Scope.Resource, Scope.Resource);

        // A permit for whoever asks is for people alone, so it does not hold what is for machines as well: a role, a vendor, their kind.
        private bool CoversWho(PolicyScope wide, PolicyScope narrow) => Covers(wide.Principal, narrow.Principal)
            && !(policy.IsPermit && wide.Principal.Operator == ScopeOperator.Any && IsAboutGit && CanBeService(narrow.Principal));

        private static bool CanBeService(ScopeConstraint who) => who.Operator switch
        {
            ScopeOperator.Any => false,
            ScopeOperator.Is or ScopeOperator.IsIn => who.Type!.Name != EntityTypes.User,
            ScopeOperator.Equal => Only(who).Type != EntityTypes.User,
            _ => true,
        };

        private static bool Covers(ScopeConstraint wide, ScopeConstraint narrow) => wide.Operator switch
        {
            ScopeOperator.Any => true,
            ScopeOperator.Is => narrow.Operator is ScopeOperator.Is or ScopeOperator.IsIn && narrow.Type!.Name == wide.Type!.Name
                || (narrow.Operator == ScopeOperator.Equal && Only(narrow).Type == wide.Type!.Name),
            ScopeOperator.In => narrow.Operator is ScopeOperator.Equal or ScopeOperator.In or ScopeOperator.IsIn && Only(narrow).Equals(Only(wide)),
            ScopeOperator.IsIn => narrow.Operator == ScopeOperator.IsIn && narrow.Type!.Name == wide.Type!.Name && Only(narrow).Equals(Only(wide)),
            _ => narrow.Operator == ScopeOperator.Equal && Only(narrow).Equals(Only(wide)),
        };

        private static EntityUid Only(ScopeConstraint constraint) => constraint.Entities[0].Uid;

        private static bool Fits(ScopeConstraint constraint, ActionDefinition action) => constraint.Operator switch
        {
            ScopeOperator.Any or ScopeOperator.Is => true,
            ScopeOperator.Equal => Only(constraint).Equals(action.Uid),
            _ => constraint.Entities.Any(entity => entity.Uid.Equals(action.Uid) || entity.Uid.Equals(action.Group)),
        };

        private static bool AreSame(StatedObligations a, StatedObligations b) =>
            a with { Notify = [] } == b with { Notify = [] } && a.Notify.SequenceEqual(b.Notify, StringComparer.Ordinal);
    }
}
