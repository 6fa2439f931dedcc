namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>target is type</c>, or <c>target is type in ancestry</c>.</summary>
internal sealed class IsNode(Node target, string type, Ancestry? ancestry) : TruthNode
{
    public override Truth Test(in RequestFrame frame) =>
        target.Evaluate(in frame).Reference is not EntityUid uid ? Truth.Fault
        : uid.Type != type ? Truth.False
        : ancestry is null ? Truth.True
        : ancestry.Holds(in frame, uid);
}
