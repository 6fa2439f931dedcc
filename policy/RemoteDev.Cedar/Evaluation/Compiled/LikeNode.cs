using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>target like pattern</c>.</summary>
internal sealed class LikeNode(Node target, LikePattern pattern) : TruthNode
{
    public override Truth Test(in RequestFrame frame) =>
        target.Evaluate(in frame).Reference is not StringValue text ? Truth.Fault
        : pattern.IsMatch(text.Value) ? Truth.True
        : Truth.False;
}
