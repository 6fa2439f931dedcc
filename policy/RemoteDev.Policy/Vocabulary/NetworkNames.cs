using RemoteDev.Cedar;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Surveying;
using Spelling = RemoteDev.Policy.Faults.Spelling;

namespace RemoteDev.Policy.Vocabulary;

/// <summary>
/// Notices networks that nobody described. Their names are texts, so that a misspelt one would be a condition that silently never holds:
/// of a permit harmless, of a forbid not.
/// </summary>
internal sealed class NetworkNames(IReadOnlySet<string> known, Action<SourceSpan, string> report)
{
    public void Check(CedarPolicy policy)
    {
        foreach (var expression in ExpressionTree.Of(policy))
        {
            switch (expression)
            {
                case Expression.Call { Function: Function.Contains or Function.ContainsAll or Function.ContainsAny, Arguments: [var set, var of] }:
                    Compare(expression, set, of);
                    break;
                case Expression.Comparison { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } comparison:
                    Compare(expression, comparison.Left, comparison.Right);
                    break;
            }
        }
    }

    private void Compare(Expression whole, Expression left, Expression right)
    {
        if (IsNetworks(left))
        {
            Check(whole, right.Constant);
        }

        if (IsNetworks(right))
        {
            Check(whole, left.Constant);
        }
    }

    private void Check(Expression whole, Value? constant)
    {
        foreach (var name in constant switch
        {
            StringValue one => [one],
            SetValue set => set.Elements.ToArray().OfType<StringValue>(),
            _ => [],
        })
        {
            if (!known.Contains(name.Value))
            {
                var fault = $"there is no network {StringValue.Quote(Spelling.Cut(name.Value))}";
                report(whole.Span, Spelling.Nearest(name.Value, known) is { } near ? $"{fault}; did you mean {near}?" : fault);
            }
        }
    }

    private static bool IsNetworks(Expression expression) => AttributePath.Of(expression) is (RequestVariable.Context, ["source", "networks"]);
}
