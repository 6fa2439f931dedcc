using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>The comparisons of decimals.</summary>
internal sealed class DecimalNode(BinaryOperator @operator, Node left, Node right) : TruthNode
{
    public override Truth Test(in RequestFrame frame)
    {
        var first = left.Evaluate(in frame);
        var second = right.Evaluate(in frame);
        return !first.Is(ValueKind.Decimal) || !second.Is(ValueKind.Decimal) ? Truth.Fault
            : Operators.Holds(@operator, first.Scalar, second.Scalar) ? Truth.True
            : Truth.False;
    }
}
