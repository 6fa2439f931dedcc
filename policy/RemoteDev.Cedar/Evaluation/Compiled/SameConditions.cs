using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>
/// Tells conditions that say the same, wherever they are written. Large sets repeat few conditions over many scopes; prepared once, they stay
/// in the processor's caches.
/// </summary>
internal sealed class SameConditions : IEqualityComparer<IReadOnlyList<Condition>>
{
    public static SameConditions Comparer { get; } = new();

    public bool Equals(IReadOnlyList<Condition>? x, IReadOnlyList<Condition>? y)
    {
        if (ReferenceEquals(x, y) || x is null || y is null || x.Count != y.Count)
        {
            return ReferenceEquals(x, y);
        }

        for (var i = 0; i < x.Count; i++)
        {
            if (x[i].Kind != y[i].Kind || !IsSame(x[i].Body, y[i].Body))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(IReadOnlyList<Condition> obj)
    {
        var hash = default(HashCode);
        foreach (var condition in obj)
        {
            hash.Add(condition.Kind);
            Add(condition.Body, ref hash);
        }

        return hash.ToHashCode();
    }

    private static bool IsSame(Expression x, Expression y) => (x, y) switch
    {
        (Expression.Literal a, Expression.Literal b) => a.Value.Equals(b.Value),
        (Expression.Variable a, Expression.Variable b) => a.Name == b.Name,
        (Expression.And a, Expression.And b) => AreSame(a.Operands, b.Operands),
        (Expression.Or a, Expression.Or b) => AreSame(a.Operands, b.Operands),
        (Expression.Not a, Expression.Not b) => IsSame(a.Operand, b.Operand),
        (Expression.Negate a, Expression.Negate b) => IsSame(a.Operand, b.Operand),
        (Expression.If a, Expression.If b) => IsSame(a.Condition, b.Condition) && IsSame(a.Then, b.Then) && IsSame(a.Otherwise, b.Otherwise),
        (Expression.Comparison a, Expression.Comparison b) => a.Operator == b.Operator && IsSame(a.Left, b.Left) && IsSame(a.Right, b.Right),
        (Expression.Arithmetic a, Expression.Arithmetic b) => a.Operators.AsSpan().SequenceEqual(b.Operators) && AreSame(a.Operands, b.Operands),
        (Expression.GetAttribute a, Expression.GetAttribute b) => a.Name == b.Name && IsSame(a.Target, b.Target),
        (Expression.HasAttribute a, Expression.HasAttribute b) => a.Path.AsSpan().SequenceEqual(b.Path) && IsSame(a.Target, b.Target),
        (Expression.Like a, Expression.Like b) => a.Pattern.Segments.SequenceEqual(b.Pattern.Segments) && IsSame(a.Target, b.Target),
        (Expression.Is { Ancestor: null } a, Expression.Is { Ancestor: null } b) => a.Type.Name == b.Type.Name && IsSame(a.Target, b.Target),
        (Expression.Is { Ancestor: { } i } a, Expression.Is { Ancestor: { } j } b) =>
            a.Type.Name == b.Type.Name && IsSame(a.Target, b.Target) && IsSame(i, j),
        (Expression.Set a, Expression.Set b) => AreSame(a.Elements, b.Elements),
        (Expression.Record a, Expression.Record b) => a.Names.AsSpan().SequenceEqual(b.Names) && AreSame(a.Values, b.Values),
        (Expression.Call a, Expression.Call b) => a.Function == b.Function && AreSame(a.Arguments, b.Arguments),
        _ => false,
    };

    private static bool AreSame(Expression[] x, Expression[] y)
    {
        if (x.Length != y.Length)
        {
            return false;
        }

        for (var i = 0; i < x.Length; i++)
        {
            if (!IsSame(x[i], y[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds what mostly tells expressions apart; what is left out only makes comparing longer.</summary>
    private static void Add(Expression expression, ref HashCode hash)
    {
        hash.Add(expression.Kind);
        switch (expression)
        {
            case Expression.Literal literal:
                hash.Add(literal.Value);
                break;
            case Expression.Variable variable:
                hash.Add(variable.Name);
                break;
            case Expression.Comparison comparison:
                hash.Add(comparison.Operator);
                break;
            case Expression.GetAttribute get:
                hash.Add(get.Name, StringComparer.Ordinal);
                break;
            case Expression.HasAttribute has:
                hash.Add(has.Path[0], StringComparer.Ordinal);
                break;
            case Expression.Like like:
                hash.Add(like.Pattern.Segments[0], StringComparer.Ordinal);
                break;
            case Expression.Is type:
                hash.Add(type.Type.Name, StringComparer.Ordinal);
                break;
            case Expression.Call call:
                hash.Add(call.Function);
                break;
        }

        foreach (var child in ExpressionTree.ChildrenOf(expression))
        {
            Add(child, ref hash);
        }
    }
}
