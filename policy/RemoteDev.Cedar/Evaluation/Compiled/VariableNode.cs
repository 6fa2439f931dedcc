using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>A part of the request.</summary>
internal sealed class VariableNode(RequestVariable variable) : Node
{
    public RequestVariable Variable => variable;

    public override Operand Evaluate(in RequestFrame frame) => Operand.Of(variable switch
    {
        RequestVariable.Principal => frame.Principal,
        RequestVariable.Action => frame.Action,
        RequestVariable.Resource => frame.Resource,
        _ => frame.Context,
    });
}
