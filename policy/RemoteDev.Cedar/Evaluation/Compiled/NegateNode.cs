using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>-operand</c>.</summary>
internal sealed class NegateNode(Node operand) : Node
{
    public override Operand Evaluate(in RequestFrame frame)
    {
        var value = operand.Evaluate(in frame);
        return value.Is(ValueKind.Long) && value.Scalar != long.MinValue ? Operand.Of(ValueKind.Long, -value.Scalar) : Operand.Fault;
    }
}
