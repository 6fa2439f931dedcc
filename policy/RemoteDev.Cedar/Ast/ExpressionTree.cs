namespace RemoteDev.Cedar.Ast;

/// <summary>Walks expressions without recursion.</summary>
internal static class ExpressionTree
{
    /// <summary>Every expression in the conditions of <paramref name="policy"/>, from the outside in, in the order of the text.</summary>
    public static IEnumerable<Expression> Of(CedarPolicy policy)
    {
        var open = new Stack<Expression>();
        foreach (var condition in policy.Conditions)
        {
            open.Push(condition.Body);
            while (open.TryPop(out var expression))
            {
                yield return expression;
                var children = ChildrenOf(expression);
                for (var i = children.Length - 1; i >= 0; i--)
                {
                    open.Push(children[i]);
                }
            }
        }
    }

    /// <summary>The parts directly below, in the order of the text.</summary>
    public static Expression[] ChildrenOf(Expression expression) => expression switch
    {
        Expression.And and => and.Operands,
        Expression.Or or => or.Operands,
        Expression.Not not => [not.Operand],
        Expression.Negate negate => [negate.Operand],
        Expression.If choice => [choice.Condition, choice.Then, choice.Otherwise],
        Expression.Comparison comparison => [comparison.Left, comparison.Right],
        Expression.Arithmetic arithmetic => arithmetic.Operands,
        Expression.GetAttribute get => [get.Target],
        Expression.HasAttribute has => [has.Target],
        Expression.Like like => [like.Target],
        Expression.Is { Ancestor: { } ancestor } isIn => [isIn.Target, ancestor],
        Expression.Is isType => [isType.Target],
        Expression.Set set => set.Elements,
        Expression.Record record => record.Values,
        Expression.Call call => call.Arguments,
        _ => [],
    };
}
