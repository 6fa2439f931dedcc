namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>!operand</c>.</summary>
internal sealed class NotNode(Node operand) : TruthNode
{
    public override Truth Test(in RequestFrame frame) => operand.Test(in frame) switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Fault,
    };
}
