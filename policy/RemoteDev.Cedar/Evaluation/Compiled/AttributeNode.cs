using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>target.name</c>.</summary>
internal sealed class AttributeNode(Node target, string name) : Node
{
    private int _hint;

    public override Operand Evaluate(in RequestFrame frame)
    {
        var attributes = target.Evaluate(in frame).Reference switch
        {
            RecordValue record => record,
            EntityUid uid => frame.Find(uid)?.AttributeRecord,
            _ => null,
        };
        return attributes?.Find(name, ref _hint) is { } value ? Operand.Of(value) : Operand.Fault;
    }
}
