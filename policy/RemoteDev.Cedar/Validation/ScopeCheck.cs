using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Schema;

namespace RemoteDev.Cedar.Validation;

/// <summary>Which kinds of request fit the scope of a policy, and what is wrong with the scope itself.</summary>
internal sealed class ScopeCheck(PolicyScope scope, SchemaIndex schema, FindingLog log)
{
    private readonly Dictionary<string, bool> _principals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _resources = new(StringComparer.Ordinal);

    /// <summary>The kinds that fit, lazily: there may be very many.</summary>
    public IEnumerable<RequestKind> Kinds(WorkBudget budget)
    {
        foreach (var action in Actions())
        {
            foreach (var principal in action.PrincipalTypes)
            {
                if (!Fits(principal, scope.Principal, _principals))
                {
                    continue;
                }

                foreach (var resource in action.ResourceTypes)
                {
                    if (!budget.TryStep())
                    {
                        yield break;
                    }

                    if (Fits(resource, scope.Resource, _resources))
                    {
                        yield return new RequestKind(principal, action, resource);
                    }
                }
            }
        }
    }

    /// <summary>The scope of an action is an expression like another: the list in it must not be empty nor mixed.</summary>
    public void CheckActions()
    {
        var constraint = scope.Action;
        if (constraint.Operator != ScopeOperator.In || !ReachesActions())
        {
            return;
        }

        if (constraint.Entities.Count == 0)
        {
            log.Error(constraint.Span, FindingCode.EmptySet, "the list of actions is empty, so that the policy applies to none");
        }
        else if (constraint.Entities.FirstOrDefault(entity => entity.Uid.Type != constraint.Entities[0].Uid.Type) is { } other)
        {
            log.Error(
                other.Span,
                FindingCode.TypesDiffer,
                $"the actions of one list must be of one namespace, and these are {TypeText.Cut(constraint.Entities[0].Uid.Type)} and "
                + $"{TypeText.Cut(other.Uid.Type)}: write one policy for each");
        }
    }

    /// <summary>To know what an entity is in, it has to be loaded: at level zero it is not.</summary>
    public void CheckLevelZero()
    {
        CheckLevelZero(
            scope.Principal, schema.Requestable.Exists(action => action.PrincipalTypes.Any(type => IsOfType(type, scope.Principal))));
        CheckLevelZero(scope.Action, ReachesActions());
        CheckLevelZero(scope.Resource, ReachesResource());
    }

    /// <summary>What may help when nothing fits: the commonest slip is <c>==</c> where <c>in</c> was meant.</summary>
    public string Advice()
    {
        var advice = new List<string>();
        if (WouldFitWithin(scope.Principal, action => action.PrincipalTypes))
        {
            advice.Add("`principal in`");
        }

        if (WouldFitWithin(scope.Resource, action => action.ResourceTypes))
        {
            advice.Add("`resource in`");
        }

        return advice.Count == 0 ? "" : $"; did you mean {string.Join(" and ", advice)}, not `==`?";
    }

    private IEnumerable<ActionDefinition> Actions()
    {
        var named = scope.Action.Entities;
        return scope.Action.Operator switch
        {
            ScopeOperator.Any => schema.Requestable,
            ScopeOperator.Equal => schema.Schema.Actions.TryGetValue(named[0].Uid, out var action) ? [action] : [],
            _ when named.Count == 1 => schema.Within(named[0].Uid),
            _ => named.SelectMany(entity => schema.Within(entity.Uid)).DistinctBy(action => action.Uid),
        };
    }

    private bool ReachesActions() =>
        schema.Requestable.Exists(action => action.PrincipalTypes.Any(type => Fits(type, scope.Principal, _principals)));

    private bool ReachesResource() => Actions().Any(action =>
        action.PrincipalTypes.Any(type => Fits(type, scope.Principal, _principals))
        && action.ResourceTypes.Any(type => IsOfType(type, scope.Resource)));

    private void CheckLevelZero(ScopeConstraint constraint, bool isReached)
    {
        if (isReached && constraint.Operator is (ScopeOperator.In or ScopeOperator.IsIn))
        {
            log.Error(constraint.Span, FindingCode.LevelExceeded, "this needs level 1, and the level allowed is 0");
        }
    }

    private bool Fits(string type, ScopeConstraint constraint, Dictionary<string, bool> known)
    {
        if (!known.TryGetValue(type, out var fits))
        {
            fits = constraint.Operator switch
            {
                ScopeOperator.Any => true,
                ScopeOperator.Is => IsOfType(type, constraint),
                ScopeOperator.Equal => constraint.Entities is not [var entity] || entity.Uid.Type == type,
                _ => IsOfType(type, constraint) && (constraint.Entities is not [var entity] || schema.CanBeIn(type, entity.Uid.Type)),
            };
            known.Add(type, fits);
        }

        return fits;
    }

    private static bool IsOfType(string type, ScopeConstraint constraint) => constraint.Type is null || constraint.Type.Name == type;

    private bool WouldFitWithin(ScopeConstraint constraint, Func<ActionDefinition, IReadOnlyList<string>> types) =>
        constraint is { Operator: ScopeOperator.Equal, Entities: [var entity] }
        && !Actions().Any(action => types(action).Contains(entity.Uid.Type, StringComparer.Ordinal))
        && Actions().Any(action => types(action).Any(type => schema.CanBeIn(type, entity.Uid.Type)));
}
