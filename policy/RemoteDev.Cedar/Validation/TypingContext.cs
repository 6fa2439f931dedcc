using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Validation;

/// <summary>What typing one policy for one kind of request needs to know.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Kind">The kind of request.</param>
/// <param name="Numbers">The numbers of the policy's expressions.</param>
/// <param name="Log">Takes what is found.</param>
/// <param name="Budget">What may still be done.</param>
/// <param name="Level">How many steps from entity to entity are allowed; null when that is not asked.</param>
internal sealed record TypingContext(
    SchemaIndex Schema, RequestKind Kind, ExpressionNumbers Numbers, FindingLog Log, WorkBudget Budget, int? Level)
{
    /// <summary>Notes a step from the entity <paramref name="target"/> to what is stored of it.</summary>
    public void Dereference(Typed target, SourceSpan span)
    {
        if (Level is not { } level || target.Type is null)
        {
            return;
        }

        if (target.Reach?.Steps(Kind.Action.Uid) is not { } steps)
        {
            Log.Error(
                span,
                FindingCode.LiteralDereferenced,
                "what is stored of an entity that the policy names itself is not loaded at any level");
        }
        else if (steps >= level)
        {
            Log.Error(span, FindingCode.LevelExceeded, $"this needs level {steps + 1}, and the level allowed is {level}");
        }
    }

    /// <summary>The entity that the expression names, or the action of the request.</summary>
    public EntityUid? UidOf(Expression expression) => expression switch
    {
        Expression.Literal { Value: EntityUid uid } => uid,
        Expression.Variable { Name: RequestVariable.Action } => Kind.Action.Uid,
        _ => null,
    };
}
