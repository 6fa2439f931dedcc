namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>if … then … else …</c>.</summary>
internal sealed class ChoiceNode(Node condition, Node then, Node otherwise) : Node
{
    public override Operand Evaluate(in RequestFrame frame) => condition.Test(in frame) switch
    {
        Truth.True => then.Evaluate(in frame),
        Truth.False => otherwise.Evaluate(in frame),
        _ => Operand.Fault,
    };

    public override Truth Test(in RequestFrame frame) => condition.Test(in frame) switch
    {
        Truth.True => then.Test(in frame),
        Truth.False => otherwise.Test(in frame),
        _ => Truth.Fault,
    };
}
