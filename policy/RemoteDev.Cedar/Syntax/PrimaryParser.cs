using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Evaluation;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Syntax;

/// <summary>Reads the tightest-binding parts: literals, names, entities, sets, records, and what follows them after <c>.</c> and <c>[</c>.</summary>
internal sealed class PrimaryParser(TokenCursor cursor, ExpressionParser expressions, NameParser names)
{
    public Expression? ParseMember()
    {
        var expression = ParsePrimary();
        var levels = 0;
        while (expression is not null && (cursor.At(TokenKind.Dot) || cursor.At(TokenKind.LeftBracket)))
        {
            // Each access wraps what is before it, so a long chain nests as deep as it is long.
            if (!expressions.Enter())
            {
                return null;
            }

            levels++;
            expression = cursor.Take().Kind == TokenKind.Dot ? ParseDotted(expression) : ParseIndexed(expression);
        }

        expressions.Leave(levels);
        if (expression is not null && cursor.At(TokenKind.LeftParenthesis))
        {
            cursor.Report(cursor.Current.Span, "only functions and methods can be called");
            return null;
        }

        return expression;
    }

    private Expression? ParsePrimary()
    {
        var token = cursor.Current;
        switch (token.Kind)
        {
            case TokenKind.Integer:
                return ParseInteger(cursor.Take());
            case TokenKind.String:
                return cursor.ReadString(cursor.Take()) is { } text ? new Expression.Literal(text, token.Span) : null;
            case TokenKind.Identifier:
                return ParseWord(token);
            case TokenKind.LeftParenthesis:
                cursor.Take();
                return expressions.Parse() is { } inner && cursor.ExpectAfterExpression(TokenKind.RightParenthesis, ")") ? inner : null;
            case TokenKind.LeftBracket:
                cursor.Take();
                return ParseList(TokenKind.RightBracket, "`,` or `]`") is { } elements
                    ? new Expression.Set([.. elements], token.Span.To(cursor.Previous.Span))
                    : null;
            case TokenKind.LeftBrace:
                return new RecordParser(cursor, expressions, names).Parse();
            case TokenKind.Slot:
                cursor.Report(token.Span, "a slot may stand only in the scope of a policy, after `==` or `in`");
                return null;
            default:
                cursor.ReportExpected("an expression");
                return null;
        }
    }

    private Expression.Literal? ParseInteger(Token token)
    {
        if (Digits.TryRead(cursor.TextOf(token), out var value) && value <= long.MaxValue)
        {
            return new Expression.Literal((long)value, token.Span);
        }

        cursor.Report(token.Span, "the number is greater than 9223372036854775807");
        return null;
    }

    private Expression? ParseWord(Token token)
    {
        var text = cursor.TextOf(token);
        if (text is "true" or "false")
        {
            cursor.Take();
            return new Expression.Literal(text is "true", token.Span);
        }

        if (text is "if")
        {
            cursor.Report(token.Span, "`if` after an operator needs parentheses around it");
            return null;
        }

        if (names.ParsePath("an expression") is not { } name)
        {
            return null;
        }

        if (cursor.At(TokenKind.DoubleColon))
        {
            return names.ParseEntityId(name, token.Span) is { } entity ? new Expression.Literal(entity.Uid, entity.Span) : null;
        }

        if (cursor.At(TokenKind.LeftParenthesis))
        {
            return ParseCall(name, target: null, token);
        }

        RequestVariable? variable = name switch
        {
            "principal" => RequestVariable.Principal,
            "action" => RequestVariable.Action,
            "resource" => RequestVariable.Resource,
            "context" => RequestVariable.Context,
            _ => null,
        };
        if (variable is { } known)
        {
            return new Expression.Variable(known, token.Span);
        }

        cursor.Report(
            token.Span.To(cursor.Previous.Span),
            $"`{name}` is unknown: {Hints.InsteadOfExpression(name)}");
        return null;
    }

    private Expression? ParseDotted(Expression target)
    {
        var token = cursor.Current;
        if (names.ParseAttributeName() is not { } name)
        {
            return null;
        }

        return cursor.At(TokenKind.LeftParenthesis)
            ? ParseCall(name, target, token)
            : new Expression.GetAttribute(target, name, target.Span.To(token.Span));
    }

    private Expression.GetAttribute? ParseIndexed(Expression target)
    {
        var literal = cursor.Current;
        return cursor.Expect(TokenKind.String, "the name of an attribute in double quotes") && cursor.ReadString(literal) is { } name
            && cursor.Expect(TokenKind.RightBracket, "`]`")
            ? new Expression.GetAttribute(target, name, target.Span.To(cursor.Previous.Span))
            : null;
    }

    private Expression.Call? ParseCall(string name, Expression? target, Token nameToken)
    {
        var isMethod = target is not null;
        if (!FunctionSignature.TryFind(name, out var signature) || signature.IsMethod != isMethod)
        {
            cursor.Report(nameToken.Span.To(cursor.Previous.Span), (signature, isMethod) switch
            {
                (null, true) => $"`{name}` is not a method of Cedar{Hints.NearestFunction(name, isMethod)}",
                (null, false) => $"`{name}` is not a function of Cedar{Hints.NearestFunction(name, isMethod) ?? ": the functions are `ip`, `decimal`, `datetime` and `duration`"}",
                (_, true) => $"`{name}` is a function, not a method: write `{name}(…)`",
                _ => $"`{name}` is a method, not a function: write `….{name}(…)`",
            });
            return null;
        }

        cursor.Take();
        if (ParseList(TokenKind.RightParenthesis, "`,` or `)`") is not { } arguments)
        {
            return null;
        }

        if (target is not null)
        {
            arguments.Insert(0, target);
        }

        if (signature.IsBuiltIn && arguments.Count != signature.ArgumentCount)
        {
            cursor.Report(nameToken.Span, signature.ArgumentCount == 1 ? $"`{name}` takes no argument" : $"`{name}` takes one argument");
            return null;
        }

        return new Expression.Call(signature.Function, [.. arguments], (target?.Span ?? nameToken.Span).To(cursor.Previous.Span));
    }

    private List<Expression>? ParseList(TokenKind close, string closeText)
    {
        var elements = new List<Expression>();
        while (!cursor.At(close))
        {
            if (expressions.Parse() is not { } element)
            {
                return null;
            }

            elements.Add(element);
            if (!cursor.TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        return cursor.Expect(close, closeText) ? elements : null;
    }
}
