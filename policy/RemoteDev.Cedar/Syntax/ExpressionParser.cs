using RemoteDev.Cedar.Ast;

namespace RemoteDev.Cedar.Syntax;

/// <summary>Reads expressions by recursive descent, loosest binding first: <c>if</c>, <c>||</c>, <c>&amp;&amp;</c>, and one relation between sums.</summary>
internal sealed class ExpressionParser
{
    /// <summary>How deep expressions nest. Bounds the recursion of the parser, and through the tree it makes, of every later walk.</summary>
    internal const int MaxDepth = 400;

    private readonly TokenCursor _cursor;
    private readonly NameParser _names;
    private readonly ArithmeticParser _sums;
    private int _depth;

    public ExpressionParser(TokenCursor cursor)
    {
        _cursor = cursor;
        _names = new NameParser(cursor);
        _sums = new ArithmeticParser(cursor, new PrimaryParser(cursor, this, _names));
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
        if (_sums.Parse() is not { } left)
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
        return _sums.Parse() is { } right ? new Expression.Comparison(@operator, left, right, left.Span.To(right.Span)) : null;
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
                if (_names.ParseAttributeName() is not { } name)
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
        if (_names.ParseTypeName() is not { } type)
        {
            return null;
        }

        if (!_cursor.TryTakeWord("in"))
        {
            return new Expression.Is(left, type, ancestor: null, left.Span.To(type.Span));
        }

        return _sums.Parse() is { } ancestor ? new Expression.Is(left, type, ancestor, left.Span.To(ancestor.Span)) : null;
    }
}
