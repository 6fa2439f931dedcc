namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>An expression that errs whatever the request is.</summary>
internal sealed class FaultNode : TruthNode
{
    public override Truth Test(in RequestFrame frame) => Truth.Fault;
}
