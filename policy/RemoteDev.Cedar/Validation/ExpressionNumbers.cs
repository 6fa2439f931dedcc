using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Validation;

/// <summary>
/// Gives expressions of one policy the same number when they are written alike, whatever their place. What <c>has</c> proves of one is
/// then known of the other, and is compared in one step however long they are.
/// </summary>
internal sealed class ExpressionNumbers
{
    private readonly Dictionary<Expression, int> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Shape, int> _numbers = [];

    /// <summary>What a number stands for beside the kinds of expression there are.</summary>
    private enum Extra : byte
    {
        None,
        Name,
        Cons,
        IsIn,
    }

    public int Of(Expression expression)
    {
        if (!_known.TryGetValue(expression, out var number))
        {
            // Out of stack, an expression is like no other. The typer gives up on it for the same reason and says so.
            number = RuntimeHelpers.TryEnsureSufficientExecutionStack() ? Compute(expression) : OfNothingElse();
            _known.Add(expression, number);
        }

        return number;
    }

    public int OfName(string name) => Number(new Shape(default, Extra.Name, 0, 0, name));

    /// <summary>The number of <c>target.name</c>, which need not be written anywhere.</summary>
    public int OfAttribute(int target, string name) => Number(ExpressionKind.GetAttribute, target, payload: name);

    private int Compute(Expression expression) => expression switch
    {
        Expression.Literal literal => Number(literal.Kind, payload: literal.Value),
        Expression.Variable variable => Number(variable.Kind, (int)variable.Name),
        Expression.And and => Fold(and.Kind, and.Operands),
        Expression.Or or => Fold(or.Kind, or.Operands),
        Expression.Not not => Number(not.Kind, Of(not.Operand)),
        Expression.Negate negate => Number(negate.Kind, Of(negate.Operand)),
        Expression.If choice => Number(choice.Kind, Of(choice.Condition), Cons(Of(choice.Then), Of(choice.Otherwise))),
        Expression.Comparison comparison => Number(comparison.Kind, Of(comparison.Left), Of(comparison.Right), comparison.Operator),
        Expression.Arithmetic arithmetic => FoldArithmetic(arithmetic),
        Expression.GetAttribute get => OfAttribute(Of(get.Target), get.Name),
        Expression.HasAttribute has => Number(has.Kind, Of(has.Target), List(has.Path.Select(OfName))),
        Expression.Like like => Number(like.Kind, Of(like.Target), List(like.Pattern.Segments.ToArray().Select(OfName))),
        Expression.Is { Ancestor: { } ancestor } isIn =>
            Number(new Shape(isIn.Kind, Extra.IsIn, Of(isIn.Target), Of(ancestor), isIn.Type.Name)),
        Expression.Is isType => Number(isType.Kind, Of(isType.Target), payload: isType.Type.Name),
        Expression.Set set => Number(set.Kind, List(set.Elements.Select(Of))),
        Expression.Record record => Number(record.Kind, List(record.Names.Select(OfName)), List(record.Values.Select(Of))),
        Expression.Call call => Number(call.Kind, (int)call.Function, List(call.Arguments.Select(Of))),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.Kind, "an expression of a new kind"),
    };

    /// <summary>A chain is the same as its operands joined two by two from the left.</summary>
    private int Fold(ExpressionKind kind, Expression[] operands)
    {
        var number = Of(operands[0]);
        foreach (var operand in operands.AsSpan(1))
        {
            number = Number(kind, number, Of(operand));
        }

        return number;
    }

    private int FoldArithmetic(Expression.Arithmetic arithmetic)
    {
        var number = Of(arithmetic.Operands[0]);
        for (var i = 0; i < arithmetic.Operators.Length; i++)
        {
            number = Number(arithmetic.Kind, number, Of(arithmetic.Operands[i + 1]), arithmetic.Operators[i]);
        }

        return number;
    }

    private int List(IEnumerable<int> numbers) => numbers.Aggregate(0, Cons);

    private int Cons(int list, int number) => Number(new Shape(default, Extra.Cons, list, number, null));

    private int OfNothingElse() => Number(new Shape(default, Extra.None, 0, 0, new object()));

    private int Number(ExpressionKind kind, int first = 0, int second = 0, object? payload = null) =>
        Number(new Shape(kind, Extra.None, first, second, payload));

    private int Number(Shape shape)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, shape, out var known);
        if (!known)
        {
            number = _numbers.Count;
        }

        return number;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Shape(ExpressionKind Kind, Extra Extra, int First, int Second, object? Payload);
}
