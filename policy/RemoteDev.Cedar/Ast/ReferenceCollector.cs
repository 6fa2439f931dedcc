namespace RemoteDev.Cedar.Ast;

/// <summary>Walks policies and expressions for what they name.</summary>
internal sealed class ReferenceCollector
{
    private readonly List<EntityLiteral> _entities = [];
    private readonly List<EntityTypeReference> _types = [];
    private readonly List<AttributeAccess> _attributes = [];

    public static PolicyReferences Of(CedarPolicy policy)
    {
        var collector = new ReferenceCollector();
        foreach (var constraint in (ReadOnlySpan<ScopeConstraint>)[policy.Scope.Principal, policy.Scope.Action, policy.Scope.Resource])
        {
            collector._entities.AddRange(constraint.Entities);
            if (constraint.Type is { } type)
            {
                collector._types.Add(type);
            }
        }

        foreach (var condition in policy.Conditions)
        {
            collector.Visit(condition.Body);
        }

        return collector.Result();
    }

    public static PolicyReferences Of(Expression expression)
    {
        var collector = new ReferenceCollector();
        collector.Visit(expression);
        return collector.Result();
    }

    private PolicyReferences Result() => new(_entities, _types, _attributes);

    private void Visit(Expression expression)
    {
        switch (expression)
        {
            case Expression.Literal literal:
                VisitLiteral(literal);
                break;
            case Expression.GetAttribute get:
                VisitPath(get.Target, [get.Name], isTest: false, get.Span);
                break;
            case Expression.HasAttribute has:
                VisitPath(has.Target, has.Path, isTest: true, has.Span);
                break;
            case Expression.Is { Type: var type } isType:
                Visit(isType.Target);
                _types.Add(type);
                VisitAll(isType.Ancestor is { } ancestor ? [ancestor] : []);
                break;
            default:
                VisitAll(Children(expression));
                break;
        }
    }

    private static ReadOnlySpan<Expression> Children(Expression expression) => expression switch
    {
        Expression.And and => and.Operands,
        Expression.Or or => or.Operands,
        Expression.Not not => new[] { not.Operand },
        Expression.Negate negate => new[] { negate.Operand },
        Expression.If choice => new[] { choice.Condition, choice.Then, choice.Otherwise },
        Expression.Comparison comparison => new[] { comparison.Left, comparison.Right },
        Expression.Arithmetic arithmetic => arithmetic.Operands,
        Expression.Like like => new[] { like.Target },
        Expression.Set set => set.Elements,
        Expression.Record record => record.Values,
        Expression.Call call => call.Arguments,
        _ => [],
    };

    private void VisitAll(ReadOnlySpan<Expression> expressions)
    {
        foreach (var expression in expressions)
        {
            Visit(expression);
        }
    }

    private void VisitLiteral(Expression.Literal literal)
    {
        if (literal.Value is EntityUid uid)
        {
            _entities.Add(new EntityLiteral(uid, literal.Span));
        }
    }

    /// <summary>Follows a chain of accesses to its start; only one that starts at a part of the request is a use of its attributes.</summary>
    private void VisitPath(Expression target, string[] lastNames, bool isTest, SourceSpan span)
    {
        var path = new List<string>(lastNames);
        while (target is Expression.GetAttribute get)
        {
            path.Insert(0, get.Name);
            target = get.Target;
        }

        if (target is Expression.Variable variable)
        {
            _attributes.Add(new AttributeAccess(variable.Name, path, isTest, span));
        }
        else
        {
            Visit(target);
        }
    }
}
