using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>The methods of datetimes and durations.</summary>
internal sealed class TimeNode(Function function, Node target, Node? argument) : Node
{
    private readonly ValueKind _targetKind = function >= Function.ToMilliseconds ? ValueKind.Duration : ValueKind.Datetime;
    private readonly ValueKind _argumentKind = function == Function.Offset ? ValueKind.Duration : ValueKind.Datetime;
    private readonly ValueKind _resultKind = ExtensionMethods.TimeResult(function);

    public override Operand Evaluate(in RequestFrame frame)
    {
        var first = target.Evaluate(in frame);
        if (!first.Is(_targetKind))
        {
            return Operand.Fault;
        }

        var second = 0L;
        if (argument is not null)
        {
            var operand = argument.Evaluate(in frame);
            if (!operand.Is(_argumentKind))
            {
                return Operand.Fault;
            }

            second = operand.Scalar;
        }

        return ExtensionMethods.TryTime(function, first.Scalar, second, out var result) ? Operand.Of(_resultKind, result) : Operand.Fault;
    }
}
