using System.Text;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Syntax.Formatting;

/// <summary>Writes policies from their trees: what the text means, without its comments and layout.</summary>
internal static class PolicyPrinter
{
    /// <summary>The policy with each annotation and clause on a line of its own.</summary>
    public static string Print(CedarPolicy policy) => Print(policy.Effect, policy.WrittenAnnotations, policy.Scope, policy.Conditions);

    public static string Print(Effect effect, IReadOnlyList<Annotation> annotations, PolicyScope scope, IReadOnlyList<Condition> conditions)
    {
        var output = new StringBuilder();
        foreach (var annotation in annotations)
        {
            output.Append('@').Append(annotation.Key);
            output.Append(annotation.HasValue ? $"({StringValue.Quote(annotation.Value)})\n" : "\n");
        }

        output.Append(effect == Effect.Permit ? "permit " : "forbid ");
        ScopePrinter.Print(scope, output);
        foreach (var condition in conditions)
        {
            output.Append(condition.Kind == ConditionKind.When ? "\nwhen { " : "\nunless { ");
            new ExpressionPrinter(output).Print(condition.Body);
            output.Append(" }");
        }

        return output.Append(';').ToString();
    }

    public static string Print(Expression expression)
    {
        var output = new StringBuilder();
        new ExpressionPrinter(output).Print(expression);
        return output.ToString();
    }
}
