using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Syntax;

/// <summary>Reads sums, products and the signs before their operands.</summary>
internal sealed class ArithmeticParser(TokenCursor cursor, PrimaryParser primaries)
{
    private const int MaxUnary = 4;
    private const ulong MinLongMagnitude = 1UL << 63;

    public Expression? Parse() => ParseChain(isSum: true);

    private Expression? ParseChain(bool isSum)
    {
        var first = isSum ? ParseChain(isSum: false) : ParseUnary();
        if (first is null || ArithmeticOf(cursor.Current.Kind, isSum) is null)
        {
            return first;
        }

        var operands = new List<Expression> { first };
        var operators = new List<BinaryOperator>();
        while (ArithmeticOf(cursor.Current.Kind, isSum) is { } @operator)
        {
            cursor.Take();
            if ((isSum ? ParseChain(isSum: false) : ParseUnary()) is not { } next)
            {
                return null;
            }

            operands.Add(next);
            operators.Add(@operator);
        }

        return new Expression.Arithmetic([.. operands], [.. operators], first.Span.To(operands[^1].Span));
    }

    private static BinaryOperator? ArithmeticOf(TokenKind kind, bool isSum) => (kind, isSum) switch
    {
        (TokenKind.Plus, true) => BinaryOperator.Add,
        (TokenKind.Minus, true) => BinaryOperator.Subtract,
        (TokenKind.Star, false) => BinaryOperator.Multiply,
        _ => null,
    };

    private Expression? ParseUnary()
    {
        var kind = cursor.Current.Kind;
        if (kind is not (TokenKind.Not or TokenKind.Minus))
        {
            return primaries.ParseMember();
        }

        var signs = new List<SourceSpan>();
        while (cursor.At(kind))
        {
            signs.Add(cursor.Take().Span);
        }

        if (signs.Count > MaxUnary)
        {
            cursor.Report(signs[0], $"at most {MaxUnary} {cursor.Quote(cursor.Previous)} may follow one another");
            return null;
        }

        var operand = kind == TokenKind.Minus && IsBareInteger() ? ParseNegativeInteger(signs) : primaries.ParseMember();
        for (var i = signs.Count - 1; i >= 0 && operand is not null; i--)
        {
            var span = signs[i].To(operand.Span);
            operand = kind == TokenKind.Not ? new Expression.Not(operand, span) : new Expression.Negate(operand, span);
        }

        return operand;
    }

    private bool IsBareInteger() =>
        cursor.At(TokenKind.Integer) && cursor.Next.Kind is not (TokenKind.Dot or TokenKind.LeftBracket or TokenKind.LeftParenthesis);

    /// <summary>The sign next to a literal is part of it: the smallest number has no positive counterpart to negate.</summary>
    private Expression.Literal? ParseNegativeInteger(List<SourceSpan> signs)
    {
        var token = cursor.Take();
        var span = signs[^1].To(token.Span);
        signs.RemoveAt(signs.Count - 1);
        if (!Digits.TryRead(cursor.TextOf(token), out var magnitude) || magnitude > MinLongMagnitude)
        {
            cursor.Report(span, "the number is smaller than -9223372036854775808");
            return null;
        }

        return new Expression.Literal(unchecked(-(long)magnitude), span);
    }
}
