using System.Text;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Syntax.Formatting;

/// <summary>
/// Writes an expression on one line, with parentheses only where the parser would otherwise read another tree. So two expressions are
/// the same exactly when they print the same.
/// </summary>
internal sealed class ExpressionPrinter(StringBuilder output)
{
    private const int MaxSigns = 4;

    public void Print(Expression expression, Binding needed = Binding.If)
    {
        var parenthesised = BindingOf(expression) < needed;
        output.Append(parenthesised ? "(" : "");
        PrintBare(expression);
        output.Append(parenthesised ? ")" : "");
    }

    /// <summary>A name where an identifier may stand, in double quotes when it is none.</summary>
    public static string NameText(string name) => IsName(name) ? name : StringValue.Quote(name);

    /// <summary>A pattern as <c>like</c> takes it.</summary>
    public static string PatternText(LikePattern pattern)
    {
        var text = new StringBuilder("\"");
        var isFirst = true;
        foreach (var segment in pattern.Segments)
        {
            text.Append(isFirst ? "" : "*").Append(StringValue.Quote(segment)[1..^1].Replace("*", "\\*", StringComparison.Ordinal));
            isFirst = false;
        }

        return text.Append('"').ToString();
    }

    private static bool IsName(string name) => EntityTypeName.IsIdentifier(name) && !EntityTypeName.IsReserved(name);

    private static Binding BindingOf(Expression expression) => expression switch
    {
        Expression.If => Binding.If,
        Expression.Or => Binding.Or,
        Expression.And => Binding.And,
        Expression.Comparison or Expression.HasAttribute or Expression.Like or Expression.Is => Binding.Relation,
        Expression.Arithmetic { Operators: [BinaryOperator.Multiply, ..] } => Binding.Product,
        Expression.Arithmetic => Binding.Sum,
        Expression.Not or Expression.Negate or Expression.Literal { Value: LongValue { Value: < 0 } } => Binding.Unary,
        Expression.GetAttribute => Binding.Member,
        Expression.Call call when FunctionSignature.Of(call.Function).IsMethod => Binding.Member,
        _ => Binding.Primary,
    };

    private static string TextOf(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.In => "in",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        _ => "*",
    };

    private void PrintBare(Expression expression)
    {
        switch (expression)
        {
            case Expression.Literal literal:
                output.Append(literal.Value);
                break;
            case Expression.Variable variable:
                output.Append(ScopePrinter.NameOf(variable.Name));
                break;
            case Expression.And and:
                PrintAll(and.Operands, " && ", Binding.Relation);
                break;
            case Expression.Or or:
                PrintAll(or.Operands, " || ", Binding.And);
                break;
            case Expression.Not or Expression.Negate:
                PrintSigns(expression);
                break;
            case Expression.If choice:
                PrintIf(choice);
                break;
            case Expression.Comparison comparison:
                Print(comparison.Left, Binding.Sum);
                output.Append(' ').Append(TextOf(comparison.Operator)).Append(' ');
                Print(comparison.Right, Binding.Sum);
                break;
            case Expression.Arithmetic arithmetic:
                PrintArithmetic(arithmetic);
                break;
            case Expression.GetAttribute get:
                Print(get.Target, Binding.Member);
                output.Append(IsName(get.Name) ? $".{get.Name}" : $"[{StringValue.Quote(get.Name)}]");
                break;
            case Expression.HasAttribute has:
                Print(has.Target, Binding.Sum);
                output.Append(" has ").Append(has.Path.Length == 1 ? NameText(has.Path[0]) : string.Join('.', has.Path));
                break;
            case Expression.Like like:
                Print(like.Target, Binding.Sum);
                output.Append(" like ").Append(PatternText(like.Pattern));
                break;
            case Expression.Is isType:
                PrintIs(isType);
                break;
            case Expression.Set set:
                output.Append('[');
                PrintAll(set.Elements, ", ", Binding.If);
                output.Append(']');
                break;
            case Expression.Record record:
                PrintRecord(record);
                break;
            case Expression.Call call:
                PrintCall(call);
                break;
        }
    }

    private void PrintAll(ReadOnlySpan<Expression> expressions, string separator, Binding needed)
    {
        for (var i = 0; i < expressions.Length; i++)
        {
            output.Append(i == 0 ? "" : separator);
            Print(expressions[i], needed);
        }
    }

    /// <summary>A run of the same sign needs no parentheses until it is longer than the language allows.</summary>
    private void PrintSigns(Expression expression)
    {
        var (kind, signs) = (expression.Kind, 0);
        while (expression.Kind == kind && signs < MaxSigns)
        {
            expression = expression is Expression.Not not ? not.Operand : ((Expression.Negate)expression).Operand;
            signs++;
        }

        output.Append(kind == ExpressionKind.Not ? '!' : '-', signs);
        var isNegative = expression is Expression.Literal { Value: LongValue { Value: < 0 } };

        // A sign and a literal number become one literal, and the grammar has no `-true`.
        var mustSeparate = kind == ExpressionKind.Negate
            && (isNegative ? signs == MaxSigns : expression is Expression.Literal { Value: LongValue or BoolValue });
        Print(expression, mustSeparate ? Binding.Primary + 1 : isNegative && kind == ExpressionKind.Negate ? Binding.Unary : Binding.Member);
    }

    private void PrintIf(Expression.If choice)
    {
        output.Append("if ");
        Print(choice.Condition);
        output.Append(" then ");
        Print(choice.Then);
        output.Append(" else ");
        Print(choice.Otherwise);
    }

    private void PrintArithmetic(Expression.Arithmetic arithmetic)
    {
        var needed = BindingOf(arithmetic) + 1;
        Print(arithmetic.Operands[0], needed);
        for (var i = 1; i < arithmetic.Operands.Length; i++)
        {
            output.Append(' ').Append(TextOf(arithmetic.Operators[i - 1])).Append(' ');
            Print(arithmetic.Operands[i], needed);
        }
    }

    private void PrintIs(Expression.Is isType)
    {
        Print(isType.Target, Binding.Sum);
        output.Append(" is ").Append(isType.Type.Name);
        if (isType.Ancestor is { } ancestor)
        {
            output.Append(" in ");
            Print(ancestor, Binding.Sum);
        }
    }

    private void PrintRecord(Expression.Record record)
    {
        output.Append('{');
        for (var i = 0; i < record.Names.Length; i++)
        {
            output.Append(i == 0 ? "" : ", ").Append(NameText(record.Names[i])).Append(": ");
            Print(record.Values[i]);
        }

        output.Append('}');
    }

    private void PrintCall(Expression.Call call)
    {
        var signature = FunctionSignature.Of(call.Function);
        var arguments = call.Arguments.AsSpan();
        if (signature.IsMethod)
        {
            Print(arguments[0], Binding.Member);
            output.Append('.');
            arguments = arguments[1..];
        }

        output.Append(signature.Name).Append('(');
        PrintAll(arguments, ", ", Binding.If);
        output.Append(')');
    }
}
