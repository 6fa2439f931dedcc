using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>A left-associative chain of <c>+ - *</c>.</summary>
internal sealed class ArithmeticNode(Node[] operands, BinaryOperator[] operators) : Node
{
    public override Operand Evaluate(in RequestFrame frame)
    {
        var total = 0L;
        for (var i = 0; i < operands.Length; i++)
        {
            var operand = operands[i].Evaluate(in frame);
            if (!operand.Is(ValueKind.Long))
            {
                return Operand.Fault;
            }

            if (i == 0)
            {
                total = operand.Scalar;
            }
            else if (!Operators.TryCompute(operators[i - 1], total, operand.Scalar, out total))
            {
                return Operand.Fault;
            }
        }

        return Operand.Of(ValueKind.Long, total);
    }
}
