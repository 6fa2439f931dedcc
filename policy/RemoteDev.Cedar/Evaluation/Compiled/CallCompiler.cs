using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>Prepares calls of functions and methods.</summary>
internal static class CallCompiler
{
    public static Node Compile(Expression.Call call)
    {
        var arguments = Compiler.CompileAll(call.Arguments);
        if (arguments.Length != FunctionSignature.Of(call.Function).ArgumentCount)
        {
            return new FaultNode();
        }

        var second = arguments.Length > 1 ? arguments[1] : null;
        Node node;
        switch (call.Function)
        {
            case Function.GetTag or Function.HasTag:
                // Tags come with the request, whatever the entity and the name.
                return new TagNode(arguments[0], second!, isTest: call.Function == Function.HasTag);
            case Function.Contains when arguments[0] is SetNode set:
                return new ListedContainsNode(set.Elements.ToArray(), second!);
            case <= Function.IsEmpty:
                node = new SetCallNode(call.Function, arguments[0], second);
                break;
            case Function.Decimal or Function.Ip or Function.Datetime or Function.Duration:
                node = new ConstructorNode(call.Function, arguments[0]);
                break;
            case <= Function.DecimalGreaterThanOrEqual:
                node = new DecimalNode(ExtensionMethods.OrderOf(call.Function), arguments[0], second!);
                break;
            case <= Function.IsInRange:
                node = new IpNode(call.Function, arguments[0], second);
                break;
            default:
                node = new TimeNode(call.Function, arguments[0], second);
                break;
        }

        return Compiler.Folded(node, arguments);
    }
}
