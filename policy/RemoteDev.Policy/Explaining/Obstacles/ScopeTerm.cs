using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>One constraint of a scope, as a key. A request's part meets a constraint exactly when it has the constraint's term.</summary>
internal readonly record struct ScopeTerm(ScopeOperator Operator, string? Type, EntityUid? Entity)
{
    /// <summary>
    /// The terms of a constraint: one, but several for a list of actions. Of an action beside its own group only the group is kept, so that
    /// an action has one term of the list and no more.
    /// </summary>
    public static IEnumerable<ScopeTerm> Of(ScopeConstraint constraint)
    {
        var entities = constraint.Entities.Select(entity => entity.Uid).Distinct().ToList();
        if (entities.Count == 0)
        {
            return [new ScopeTerm(constraint.Operator, constraint.Type?.Name, null)];
        }

        entities.RemoveAll(uid => uid.Type == EntityTypes.Action && Actions.Find(uid.Id)?.Group is { } group && entities.Contains(group));
        return entities.Select(uid => new ScopeTerm(constraint.Operator, constraint.Type?.Name, uid));
    }

    /// <summary>The terms of a part of a request.</summary>
    public static IEnumerable<ScopeTerm> Of(EntityUid uid, EntityStore entities)
    {
        yield return new ScopeTerm(ScopeOperator.Any, null, null);
        yield return new ScopeTerm(ScopeOperator.Is, uid.Type, null);
        yield return new ScopeTerm(ScopeOperator.Equal, null, uid);
        foreach (var above in entities.TryGet(uid, out var entity) ? entity.Ancestors.Append(uid) : [uid])
        {
            yield return new ScopeTerm(ScopeOperator.In, null, above);
            yield return new ScopeTerm(ScopeOperator.IsIn, uid.Type, above);
        }
    }
}
