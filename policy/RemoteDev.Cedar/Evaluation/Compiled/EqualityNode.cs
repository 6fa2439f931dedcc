namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>==</c>; <c>!=</c> when <paramref name="wanted"/> is false.</summary>
internal sealed class EqualityNode(Node left, Node right, bool wanted) : TruthNode
{
    public override Truth Test(in RequestFrame frame)
    {
        var first = left.Evaluate(in frame);
        if (first.IsFault)
        {
            return Truth.Fault;
        }

        var second = right.Evaluate(in frame);
        return second.IsFault ? Truth.Fault : first.IsSame(in second) == wanted ? Truth.True : Truth.False;
    }
}
