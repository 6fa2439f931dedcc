using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>contains</c>, <c>containsAll</c>, <c>containsAny</c> and <c>isEmpty</c>.</summary>
internal sealed class SetCallNode(Function function, Node target, Node? argument) : TruthNode
{
    public override Truth Test(in RequestFrame frame)
    {
        if (target.Evaluate(in frame).Reference is not SetValue set)
        {
            return Truth.Fault;
        }

        if (argument is null)
        {
            return set.Count == 0 ? Truth.True : Truth.False;
        }

        var operand = argument.Evaluate(in frame);
        if (operand.IsFault || function != Function.Contains && operand.Kind != ValueKind.Set)
        {
            return Truth.Fault;
        }

        var holds = function switch
        {
            Function.Contains => Contains(set, in operand),
            Function.ContainsAll => set.ContainsAll((SetValue)operand.Reference!),
            _ => set.ContainsAny((SetValue)operand.Reference!),
        };
        return holds ? Truth.True : Truth.False;
    }

    private static bool Contains(SetValue set, in Operand sought)
    {
        if (sought.Reference is { } value)
        {
            return set.Contains(value);
        }

        if (set.IsHashed)
        {
            return set.Contains(sought.ToValue());
        }

        foreach (var element in set.Elements)
        {
            if (sought.IsSame(Operand.Of(element)))
            {
                return true;
            }
        }

        return false;
    }
}
