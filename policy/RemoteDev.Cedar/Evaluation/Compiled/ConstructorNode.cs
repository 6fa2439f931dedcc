using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary><c>ip(text)</c> and the like, of a text only known with the request.</summary>
internal sealed class ConstructorNode(Function function, Node argument) : Node
{
    public override Operand Evaluate(in RequestFrame frame) =>
        argument.Evaluate(in frame).Reference is StringValue text && Functions.Construct(function, text.Value) is { } value
            ? Operand.Of(value)
            : Operand.Fault;
}
