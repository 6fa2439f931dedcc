namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>An expression whose value, when it has one, is a boolean.</summary>
internal abstract class TruthNode : Node
{
    public sealed override Operand Evaluate(in RequestFrame frame) => Operand.Of(Test(in frame));

    public abstract override Truth Test(in RequestFrame frame);
}
