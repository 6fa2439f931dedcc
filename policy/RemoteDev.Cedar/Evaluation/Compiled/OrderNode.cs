using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>&lt; &lt;= &gt; &gt;=</c> on two integers, two datetimes or two durations.</summary>
internal sealed class OrderNode(BinaryOperator @operator, Node left, Node right) : TruthNode
{
    public override Truth Test(in RequestFrame frame)
    {
        var first = left.Evaluate(in frame);
        if (first.IsFault || first.Kind is not (ValueKind.Long or ValueKind.Datetime or ValueKind.Duration))
        {
            return Truth.Fault;
        }

        var second = right.Evaluate(in frame);
        return !second.Is(first.Kind) ? Truth.Fault
            : Operators.Holds(@operator, first.Scalar, second.Scalar) ? Truth.True
            : Truth.False;
    }
}
