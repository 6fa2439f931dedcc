namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>A value that is the same for every request.</summary>
internal sealed class ConstantNode(Value value) : Node
{
    private readonly Operand _operand = Operand.Of(value);

    public Value Value => value;

    public override Operand Evaluate(in RequestFrame frame) => _operand;
}
