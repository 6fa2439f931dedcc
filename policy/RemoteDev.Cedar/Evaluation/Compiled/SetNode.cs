using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>A set made anew for each request.</summary>
internal sealed class SetNode(Node[] elements) : Node
{
    public ReadOnlySpan<Node> Elements => elements;

    public override Operand Evaluate(in RequestFrame frame)
    {
        var values = new Value[elements.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var element = elements[i].Evaluate(in frame);
            if (element.IsFault)
            {
                return Operand.Fault;
            }

            values[i] = element.ToValue();
        }

        return Operand.Of(new SetValue(values.AsSpan()));
    }
}
