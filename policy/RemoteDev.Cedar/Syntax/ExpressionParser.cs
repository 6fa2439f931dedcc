using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Syntax;

/// <summary>Reads expressions by recursive descent, loosest binding first: <c>if</c>, <c>||</c>, <c>&amp;&amp;</c>, one relation, sums, products, <c>! -</c>.</summary>
internal sealed class ExpressionParser
{
    /// <summary>How deep expressions nest. Bounds the recursion of the parser, and through the tree it makes, of every later walk.</summary>
    internal const int MaxDepth = 400;

    private const int MaxUnary = 4;
    private const ulong MinLongMagnitude = 1UL << 63;

    private readonly TokenCursor _cursor;
    private readonly PrimaryParser _primaries;
    private int _depth;

    public ExpressionParser(TokenCursor cursor)
    {
        _cursor = cursor;
        _primaries = new PrimaryParser(cursor, this);
    }

    public Expression? Parse()
    {
        if (!Enter())
        {
            return null;
        }

        var expression = _cursor.AtWord("if") ? ParseIf() : ParseOr();
        Leave(1);
        return expression;
    }

    /// <summary>Goes one level down, or reports that the expression nests too deep.</summary>
    public bool Enter()
    {
        if (_depth == MaxDepth)
        {
            _cursor.Report(_cursor.Current.Span, $"the expression nests deeper than {MaxDepth} levels");
            return false;
        }

        _depth++;
        return true;
    }

    public void Leave(int levels) => _depth -= levels;

    public EntityTypeReference? ParseTypeName() => _primaries.ParseTypeName();

    public EntityLiteral? ParseEntity() => _primaries.ParseEntity();

    private Expression.If? ParseIf()
    {
        var start = _cursor.Take().Span;
        if (Parse() is not { } condition || !ExpectWord("then") || Parse() is not { } then
            || !ExpectWord("else") || Parse() is not { } otherwise)
        {
            return null;
        }

        return new Expression.If(condition, then, otherwise, start.To(otherwise.Span));
    }

    private bool ExpectWord(string word)
    {
        if (_cursor.TryTakeWord(word))
        {
            return true;
        }

        _cursor.ReportExpected($"`{word}`");
        return false;
    }

    private Expression? ParseOr()
    {
        if (ParseAnd() is not { } first)
        {
            return null;
        }

        if (!_cursor.At(TokenKind.Or))
        {
            return first;
        }

        var operands = new List<Expression> { first };
        while (_cursor.TryTake(TokenKind.Or))
        {
            if (ParseAnd() is not { } next)
            {
                return null;
            }

            operands.Add(next);
        }

        return new Expression.Or([.. operands], first.Span.To(operands[^1].Span));
    }

    private Expression? ParseAnd()
    {
        if (ParseRelation() is not { } first)
        {
            return null;
        }

        if (!_cursor.At(TokenKind.And))
        {
            return first;
        }

        var operands = new List<Expression> { first };
        while (_cursor.TryTake(TokenKind.And))
        {
            if (ParseRelation() is not { } next)
            {
                return null;
            }

            operands.Add(next);
        }

        return new Expression.And([.. operands], first.Span.To(operands[^1].Span));
    }

    private Expression? ParseRelation()
    {
        if (ParseSum() is not { } left)
        {
            return null;
        }

        var relation = RelationOf(_cursor.Current) is { } @operator ? ParseComparison(left, @operator)
            : _cursor.TryTakeWord("has") ? ParseHas(left)
            : _cursor.TryTakeWord("like") ? ParseLike(left)
            : _cursor.TryTakeWord("is") ? ParseIs(left)
            : left;
        if (relation is not null && relation != left
            && (RelationOf(_cursor.Current) is not null || _cursor.AtWord("has") || _cursor.AtWord("like") || _cursor.AtWord("is")))
        {
            _cursor.Report(_cursor.Current.Span, $"{_cursor.Quote(_cursor.Current)} cannot follow another comparison: add parentheses");
            return null;
        }

        return relation;
    }

    private BinaryOperator? RelationOf(Token token) => token.Kind switch
    {
        TokenKind.Equal => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.Identifier when _cursor.TextOf(token) is "in" => BinaryOperator.In,
        _ => null,
    };

    private Expression.Comparison? ParseComparison(Expression left, BinaryOperator @operator)
    {
        _cursor.Take();
        return ParseSum() is { } right ? new Expression.Comparison(@operator, left, right, left.Span.To(right.Span)) : null;
    }

    private Expression.HasAttribute? ParseHas(Expression left)
    {
        var path = new List<string>();
        if (_cursor.At(TokenKind.String))
        {
            if (_cursor.ReadString(_cursor.Take()) is not { } name)
            {
                return null;
            }

            path.Add(name);
        }
        else
        {
            do
            {
                if (_primaries.ParseAttributeName() is not { } name)
                {
                    return null;
                }

                path.Add(name);
            }
            while (_cursor.TryTake(TokenKind.Dot));
        }

        return new Expression.HasAttribute(left, [.. path], left.Span.To(_cursor.Previous.Span));
    }

    private Expression.Like? ParseLike(Expression left)
    {
        var literal = _cursor.Current;
        if (!_cursor.Expect(TokenKind.String, "a pattern in double quotes") || _cursor.ReadPattern(literal) is not { } pattern)
        {
            return null;
        }

        return new Expression.Like(left, pattern, left.Span.To(literal.Span));
    }

    private Expression.Is? ParseIs(Expression left)
    {
        if (_primaries.ParseTypeName() is not { } type)
        {
            return null;
        }

        if (!_cursor.TryTakeWord("in"))
        {
            return new Expression.Is(left, type, ancestor: null, left.Span.To(type.Span));
        }

        return ParseSum() is { } ancestor ? new Expression.Is(left, type, ancestor, left.Span.To(ancestor.Span)) : null;
    }

    private Expression? ParseSum() => ParseChain(isSum: true);

    private Expression? ParseChain(bool isSum)
    {
        var first = isSum ? ParseChain(isSum: false) : ParseUnary();
        if (first is null || ArithmeticOf(_cursor.Current.Kind, isSum) is null)
        {
            return first;
        }

        var operands = new List<Expression> { first };
        var operators = new List<BinaryOperator>();
        while (ArithmeticOf(_cursor.Current.Kind, isSum) is { } @operator)
        {
            _cursor.Take();
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
        var kind = _cursor.Current.Kind;
        if (kind is not (TokenKind.Not or TokenKind.Minus))
        {
            return _primaries.ParseMember();
        }

        var signs = new List<SourceSpan>();
        while (_cursor.At(kind))
        {
            signs.Add(_cursor.Take().Span);
        }

        if (signs.Count > MaxUnary)
        {
            _cursor.Report(signs[0], $"at most {MaxUnary} {_cursor.Quote(_cursor.Previous)} may follow one another");
            return null;
        }

        var operand = kind == TokenKind.Minus && IsBareInteger() ? ParseNegativeInteger(signs) : _primaries.ParseMember();
        for (var i = signs.Count - 1; i >= 0 && operand is not null; i--)
        {
            var span = signs[i].To(operand.Span);
            operand = kind == TokenKind.Not ? new Expression.Not(operand, span) : new Expression.Negate(operand, span);
        }

        return operand;
    }

    private bool IsBareInteger() =>
        _cursor.At(TokenKind.Integer) && _cursor.Next.Kind is not (TokenKind.Dot or TokenKind.LeftBracket or TokenKind.LeftParenthesis);

    /// <summary>The sign next to a literal is part of it: the smallest number has no positive counterpart to negate.</summary>
    private Expression.Literal? ParseNegativeInteger(List<SourceSpan> signs)
    {
        var token = _cursor.Take();
        var span = signs[^1].To(token.Span);
        signs.RemoveAt(signs.Count - 1);
        if (!Digits.TryRead(_cursor.TextOf(token), out var magnitude) || magnitude > MinLongMagnitude)
        {
            _cursor.Report(span, "the number is smaller than -9223372036854775808");
            return null;
        }

        return new Expression.Literal(unchecked(-(long)magnitude), span);
    }
}
