namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>left in right</c>.</summary>
internal sealed class InNode(Node left, Ancestry right) : TruthNode
{
    public override Truth Test(in RequestFrame frame) =>
        left.Evaluate(in frame).Reference is EntityUid descendant ? right.Holds(in frame, descendant) : Truth.Fault;
}
