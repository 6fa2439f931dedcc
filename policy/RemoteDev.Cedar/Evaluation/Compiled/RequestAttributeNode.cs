using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>As <see cref="AttributeNode"/>, of a part of the request: the most frequent case, and its data is at hand.</summary>
internal sealed class RequestAttributeNode(RequestVariable variable, string name) : Node
{
    private int _hint;

    public override Operand Evaluate(in RequestFrame frame) =>
        frame.AttributesOf(variable)?.Find(name, ref _hint) is { } value ? Operand.Of(value) : Operand.Fault;
}
