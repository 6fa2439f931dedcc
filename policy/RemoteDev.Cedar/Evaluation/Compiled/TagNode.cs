using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>target.getTag(name)</c>, or <c>hasTag</c>.</summary>
internal sealed class TagNode(Node target, Node name, bool isTest) : Node
{
    private int _hint;

    public override Operand Evaluate(in RequestFrame frame)
    {
        if (target.Evaluate(in frame).Reference is not EntityUid uid || name.Evaluate(in frame).Reference is not StringValue text)
        {
            return Operand.Fault;
        }

        var tag = frame.Find(uid)?.TagRecord.Find(text.Value, ref _hint);
        return isTest ? Operand.Of(tag is null ? Truth.False : Truth.True)
            : tag is null ? Operand.Fault
            : Operand.Of(tag);
    }
}
