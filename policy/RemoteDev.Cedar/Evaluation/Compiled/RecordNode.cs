using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>A record made anew for each request.</summary>
internal sealed class RecordNode(string[] names, Node[] values) : Node
{
    public override Operand Evaluate(in RequestFrame frame)
    {
        var attributes = new Value[values.Length];
        for (var i = 0; i < attributes.Length; i++)
        {
            var value = values[i].Evaluate(in frame);
            if (value.IsFault)
            {
                return Operand.Fault;
            }

            attributes[i] = value.ToValue();
        }

        return Operand.Of(new RecordValue(names, attributes));
    }
}
