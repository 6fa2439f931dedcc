using System.Text;
using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Syntax.Formatting;

/// <summary>Writes the parenthesised head of a policy on one line.</summary>
internal static class ScopePrinter
{
    public static string NameOf(RequestVariable variable) => variable switch
    {
        RequestVariable.Principal => "principal",
        RequestVariable.Action => "action",
        RequestVariable.Resource => "resource",
        _ => "context",
    };

    public static void Print(PolicyScope scope, StringBuilder output)
    {
        output.Append('(');
        Print(scope.Principal, output);
        output.Append(", ");
        Print(scope.Action, output);
        output.Append(", ");
        Print(scope.Resource, output);
        output.Append(')');
    }

    private static void Print(ScopeConstraint constraint, StringBuilder output)
    {
        output.Append(NameOf(constraint.Variable));
        output.Append(constraint.Type is { } type ? $" is {type.Name}" : "");
        if (constraint.Operator is ScopeOperator.Any or ScopeOperator.Is)
        {
            return;
        }

        output.Append(constraint.Operator == ScopeOperator.Equal ? " == " : " in ");
        if (constraint.Slot is not null)
        {
            output.Append('?').Append(NameOf(constraint.Variable));
        }
        else if (constraint.Entities is [var entity])
        {
            output.Append(entity.Uid);
        }
        else
        {
            output.Append('[').AppendJoin(", ", constraint.Entities.Select(entity => entity.Uid)).Append(']');
        }
    }
}
