using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Evaluation;

/// <summary>
/// Tells which policies speak about a request. A scope is never at fault, which is what lets an index skip policies and lose no error.
/// </summary>
internal readonly ref struct ScopeMatcher
{
    private readonly Request _request;

    // Every policy asks for these, so they are looked up once.
    private readonly Entity? _principal;
    private readonly Entity? _action;
    private readonly Entity? _resource;

    public ScopeMatcher(EntityStore store, Request request)
    {
        _request = request;
        store.TryGet(request.Principal, out _principal);
        store.TryGet(request.Action, out _action);
        store.TryGet(request.Resource, out _resource);
    }

    public bool Matches(PolicyScope scope) => Matches(scope.Action) && Matches(scope.Principal) && Matches(scope.Resource);

    public bool Matches(ScopeConstraint constraint)
    {
        if (constraint.Operator == ScopeOperator.Any)
        {
            return true;
        }

        var (uid, entity) = constraint.Variable switch
        {
            RequestVariable.Principal => (_request.Principal, _principal),
            RequestVariable.Action => (_request.Action, _action),
            _ => (_request.Resource, _resource),
        };
        return constraint.Operator switch
        {
            ScopeOperator.Equal => constraint.Targets is [var target] && uid.Equals(target.Uid),
            ScopeOperator.In => IsInAny(uid, entity, constraint.Targets),
            ScopeOperator.Is => uid.Type == constraint.Type!.Name,
            ScopeOperator.IsIn => uid.Type == constraint.Type!.Name && IsInAny(uid, entity, constraint.Targets),
            _ => false,
        };
    }

    private static bool IsInAny(EntityUid uid, Entity? entity, ReadOnlySpan<EntityLiteral> targets)
    {
        foreach (var target in targets)
        {
            if (uid.Equals(target.Uid) || entity is not null && entity.IsIn(target.Uid))
            {
                return true;
            }
        }

        return false;
    }
}
