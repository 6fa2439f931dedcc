namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>&amp;&amp;</c> or <c>||</c> over all operands: the first that is <paramref name="stopAt"/>, or errs, decides.</summary>
internal sealed class ChainNode(Node[] operands, Truth stopAt) : TruthNode
{
    private readonly Truth _otherwise = stopAt == Truth.True ? Truth.False : Truth.True;

    public override Truth Test(in RequestFrame frame)
    {
        foreach (var operand in operands)
        {
            var truth = operand.Test(in frame);
            if (truth != _otherwise)
            {
                return truth;
            }
        }

        return _otherwise;
    }
}
