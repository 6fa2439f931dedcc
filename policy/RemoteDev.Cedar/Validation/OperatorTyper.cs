using System.Collections.Immutable;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Validation;

/// <summary>Types comparisons, arithmetic, <c>in</c>, <c>is</c> and <c>like</c>.</summary>
internal sealed class OperatorTyper(ExpressionTyper typer, TypingContext context)
{
    private static readonly CedarType[] Ordered =
        [TypeJoin.Long, new CedarType.Extension("datetime"), new CedarType.Extension("duration")];

    public Typed OfComparison(Expression.Comparison comparison, ImmutableHashSet<Capability> prior) => comparison.Operator switch
    {
        BinaryOperator.Equal => OfEquality(comparison, prior),
        BinaryOperator.NotEqual =>
            OfEquality(comparison, prior) is CedarType.Bool { Only: { } only } ? TypeJoin.Bool(!only) : TypeJoin.AnyBool,
        BinaryOperator.In => OfIn(comparison, prior),
        _ => OfOrder(comparison, prior),
    };

    public Typed OfArithmetic(Expression.Arithmetic arithmetic, ImmutableHashSet<Capability> prior)
    {
        for (var i = 0; i < arithmetic.Operands.Length; i++)
        {
            var isSum = arithmetic.Operators[Math.Max(0, i - 1)] == BinaryOperator.Add;
            typer.Expect(arithmetic.Operands[i], prior, TypeJoin.Long, found => found switch
            {
                CedarType.Text when isSum => ": strings cannot be put together",
                CedarType.Set => ": sets cannot be added, cut or taken from each other",
                _ => "",
            });
        }

        return TypeJoin.Long;
    }

    public Typed OfLike(Expression.Like like, ImmutableHashSet<Capability> prior)
    {
        typer.Expect(
            like.Target, prior, TypeJoin.Text, found => found is CedarType.Entity ? ": to ask for the type of an entity use `is`" : "");
        return TypeJoin.AnyBool;
    }

    public Typed OfIs(Expression.Is isType, ImmutableHashSet<Capability> prior)
    {
        var target = typer.ExpectEntity(isType.Target, prior, _ => ": `is` asks only for the types of entities");
        if (target.Type is CedarType.Entity entity && entity.Name != isType.Type.Name)
        {
            return TypeJoin.False;
        }

        var type = target.Type is null ? TypeJoin.AnyBool : TypeJoin.True;
        if (isType.Ancestor is null)
        {
            return type;
        }

        var within = OfMembership(isType, isType.Target, target, isType.Ancestor, prior);
        return TypeJoin.IsTrue(type) ? within : TypeJoin.AnyBool;
    }

    private CedarType OfEquality(Expression.Comparison comparison, ImmutableHashSet<Capability> prior)
    {
        var (left, right) = (typer.Of(comparison.Left, prior), typer.Of(comparison.Right, prior));
        if (LiteralOf(comparison.Left) is { } one && LiteralOf(comparison.Right) is { } other)
        {
            return TypeJoin.Bool(one.Equals(other));
        }

        if (left.Type is null || right.Type is null)
        {
            return TypeJoin.AnyBool;
        }

        if (left.Type is CedarType.Entity a && right.Type is CedarType.Entity b && a.Name != b.Name)
        {
            return TypeJoin.False;
        }

        if (TypeJoin.Of(left.Type, right.Type) is null)
        {
            context.Log.Error(
                comparison.Span,
                FindingCode.TypesDiffer,
                $"a {TypeText.Of(left.Type)} never equals a {TypeText.Of(right.Type)}{TypeJoin.Reason(left.Type, right.Type)}");
        }

        return TypeJoin.AnyBool;
    }

    /// <summary>The value of a literal; <c>true &amp;&amp; false</c> counts as one, as the language's parser has it.</summary>
    private Value? LiteralOf(Expression expression) => expression switch
    {
        Expression.Literal literal => literal.Value,
        Expression.And { Operands: var operands } when Array.TrueForAll(operands, IsLiteralBool) =>
            Array.TrueForAll(operands, IsLiteralTrue),
        Expression.Or { Operands: var operands } when Array.TrueForAll(operands, IsLiteralBool) => Array.Exists(operands, IsLiteralTrue),
        _ => context.UidOf(expression),
    };

    private bool IsLiteralBool(Expression expression) => LiteralOf(expression) is BoolValue;

    private bool IsLiteralTrue(Expression expression) => LiteralOf(expression) is BoolValue { Value: true };

    private Typed OfOrder(Expression.Comparison comparison, ImmutableHashSet<Capability> prior)
    {
        var (left, right) = (typer.Of(comparison.Left, prior).Type, typer.Of(comparison.Right, prior).Type);
        if (left is null || right is null || (left.Equals(right) && Ordered.Contains(left)))
        {
            return TypeJoin.AnyBool;
        }

        var hint = DecimalHint(comparison.Operator, left, right);
        if (Ordered.Contains(left) || Ordered.Contains(right))
        {
            var (good, bad, badType) = Ordered.Contains(left) ? (left, comparison.Right, right) : (right, comparison.Left, left);
            typer.Mismatch(bad, badType, $"a {TypeText.Of(good)}", _ => hint);
        }
        else
        {
            typer.Mismatch(comparison.Left, left, "a `Long`, a `datetime` or a `duration`", _ => hint);
            typer.Mismatch(comparison.Right, right, "a `Long`, a `datetime` or a `duration`", _ => hint);
        }

        return TypeJoin.AnyBool;
    }

    private static string DecimalHint(BinaryOperator @operator, CedarType left, CedarType right)
    {
        if (left is not CedarType.Extension { Name: "decimal" } && right is not CedarType.Extension { Name: "decimal" })
        {
            return "";
        }

        var method = @operator switch
        {
            BinaryOperator.Less => "lessThan",
            BinaryOperator.LessOrEqual => "lessThanOrEqual",
            BinaryOperator.Greater => "greaterThan",
            _ => "greaterThanOrEqual",
        };
        return $": decimals are compared with `{method}`";
    }

    private Typed OfIn(Expression.Comparison comparison, ImmutableHashSet<Capability> prior)
    {
        var left = typer.ExpectEntity(comparison.Left, prior, _ => ": to look into a set use `contains`");
        return OfMembership(comparison, comparison.Left, left, comparison.Right, prior);
    }

    private Typed OfMembership(
        Expression whole, Expression left, Typed leftTyped, Expression right, ImmutableHashSet<Capability> prior)
    {
        context.Dereference(leftTyped, whole.Span);
        var ancestor = AncestorType(right, prior);
        if (leftTyped.Type is not CedarType.Entity entity || ancestor is null)
        {
            return TypeJoin.AnyBool;
        }

        if (context.UidOf(left) is { } uid && EntityTypeName.IsAction(uid.Type) && UidsOf(right) is { } groups)
        {
            return TypeJoin.Bool(groups.Exists(group => IsActionIn(uid, group)));
        }

        return context.Schema.CanBeIn(entity.Name, ancestor) ? TypeJoin.AnyBool : TypeJoin.False;
    }

    private string? AncestorType(Expression right, ImmutableHashSet<Capability> prior)
    {
        switch (typer.Of(right, prior).Type)
        {
            case null:
                return null;
            case CedarType.Entity entity:
                return entity.Name;
            case CedarType.Set { Element: CedarType.Entity entity }:
                return entity.Name;
            case var found:
                typer.Mismatch(right, found, "an entity or a set of entities", type => type switch
                {
                    CedarType.Set => ": to look into a set of other things use `contains`",
                    CedarType.Text => ": to look into a string use `like`",
                    _ => "",
                });
                return null;
        }
    }

    private List<EntityUid>? UidsOf(Expression right)
    {
        var expressions = right is Expression.Set set ? set.Elements : [right];
        var uids = new List<EntityUid>(expressions.Length);
        foreach (var expression in expressions)
        {
            if (context.UidOf(expression) is not { } uid)
            {
                return null;
            }

            uids.Add(uid);
        }

        return uids;
    }

    private bool IsActionIn(EntityUid action, EntityUid group) =>
        action.Equals(group)
        || (context.Schema.Schema.Actions.TryGetValue(action, out var definition) && definition.Ancestors.Contains(group));
}
