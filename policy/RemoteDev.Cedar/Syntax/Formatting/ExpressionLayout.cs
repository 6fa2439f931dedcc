namespace RemoteDev.Cedar.Syntax.Formatting;

/// <summary>Lays out expressions; descends as the parser does, which has bounded how deep.</summary>
internal sealed class ExpressionLayout(LayoutTokens tokens, int indent)
{
    public Doc Expression() => tokens.AtWord("if") ? If() : Or();

    /// <summary>A literal, name, entity, call, list, record or parenthesised expression.</summary>
    public Doc Primary()
    {
        switch (tokens.Kind)
        {
            case TokenKind.LeftParenthesis:
                return Doc.Grouped(tokens.Take(), new Doc.Nest(1, Expression()), tokens.Take());
            case TokenKind.LeftBracket:
                return Doc.Grouped(tokens.Take(), new Doc.Nest(1, List(TokenKind.RightBracket)), tokens.Take());
            case TokenKind.LeftBrace:
                return Enclosed(TokenKind.RightBrace);
            case TokenKind.Identifier:
                return Name();
            default:
                return tokens.Take();
        }
    }

    private Doc If()
    {
        var parts = new List<Doc>();
        foreach (var _ in (ReadOnlySpan<string>)["if", "then", "else"])
        {
            parts.Add(parts.Count == 0 ? Doc.Empty : Doc.Line);
            parts.Add(tokens.Take());
            parts.Add(new Doc.Nest(indent, Doc.Of(Doc.Line, Expression())));
        }

        return Doc.Grouped([.. parts]);
    }

    private Doc Or() => Chain(And, TokenKind.Or);

    private Doc And() => Chain(Relation, TokenKind.And);

    private Doc Sum() => Chain(Product, TokenKind.Plus, TokenKind.Minus);

    private Doc Product() => Chain(Unary, TokenKind.Star);

    /// <summary>Operands one below the other, each operator at the end of its line.</summary>
    private Doc Chain(Func<Doc> operand, params ReadOnlySpan<TokenKind> operators)
    {
        var first = operand();
        if (!operators.Contains(tokens.Kind))
        {
            return first;
        }

        var parts = new List<Doc> { first };
        while (operators.Contains(tokens.Kind))
        {
            parts.AddRange([" ", tokens.Take(), Doc.Line, operand()]);
        }

        return Doc.Grouped([.. parts]);
    }

    private Doc Relation()
    {
        var left = Sum();
        if (tokens.AtWord("is"))
        {
            var parts = new List<Doc> { left, " ", tokens.Take(), Doc.Grouped(Doc.Line, Name()) };
            if (tokens.AtWord("in"))
            {
                parts.AddRange([" ", tokens.Take(), Doc.Grouped(Doc.Line, Sum())]);
            }

            return Doc.Of([.. parts]);
        }

        if (tokens.AtWord("has"))
        {
            return Doc.Of(left, " ", tokens.Take(), Doc.Grouped(Doc.Line, Path()));
        }

        var isRelation = tokens.AtWord("like") || tokens.AtWord("in")
            || tokens.Kind is >= TokenKind.Equal and <= TokenKind.GreaterOrEqual;
        return isRelation ? Doc.Of(left, " ", tokens.Take(), Doc.Grouped(Doc.Line, Sum())) : left;
    }

    private Doc Path()
    {
        var parts = new List<Doc> { tokens.Take() };
        while (tokens.Kind == TokenKind.Dot)
        {
            parts.Add(tokens.Take());
            parts.Add(tokens.Take());
        }

        return Doc.Of([.. parts]);
    }

    private Doc Unary()
    {
        if (tokens.Kind is not (TokenKind.Not or TokenKind.Minus))
        {
            return Member();
        }

        var parts = new List<Doc>();
        while (tokens.Kind is TokenKind.Not or TokenKind.Minus)
        {
            parts.Add(tokens.Take());
        }

        parts.Add(Member());
        return Doc.Of([.. parts]);
    }

    /// <summary>What is accessed, and the accesses: one below the other when they do not fit a line.</summary>
    private Doc Member()
    {
        var start = Primary();
        if (!AtAccess())
        {
            return start;
        }

        var first = Access();
        var others = new List<Doc>();
        while (AtAccess())
        {
            others.Add(tokens.Kind == TokenKind.Dot ? Doc.SoftLine : Doc.Empty);
            others.Add(Access());
        }

        return Doc.Grouped(start, first, new Doc.Nest(indent, Doc.Of([.. others])));
    }

    private bool AtAccess() => tokens.Kind is TokenKind.Dot or TokenKind.LeftBracket;

    private Doc Access()
    {
        if (tokens.Kind == TokenKind.LeftBracket)
        {
            return Doc.Of(tokens.Take(), tokens.Take(), tokens.Take());
        }

        var (dot, name) = (tokens.Take(), tokens.Take());
        return tokens.Kind == TokenKind.LeftParenthesis
            ? Doc.Of(dot, name, Enclosed(TokenKind.RightParenthesis))
            : Doc.Of(dot, name);
    }

    /// <summary>A name with what may follow it: the id that makes it an entity, or the arguments of a call.</summary>
    private Doc Name()
    {
        var parts = new List<Doc> { tokens.Take() };
        while (tokens.Kind == TokenKind.DoubleColon)
        {
            parts.Add(tokens.Take());
            parts.Add(tokens.Take());
        }

        if (tokens.Kind == TokenKind.LeftParenthesis)
        {
            parts.Add(Enclosed(TokenKind.RightParenthesis));
        }

        return Doc.Of([.. parts]);
    }

    private Doc Enclosed(TokenKind close)
    {
        var open = tokens.Take();
        if (tokens.Kind == close)
        {
            return Doc.Of(open, tokens.Take());
        }

        return Doc.Grouped(open, new Doc.Nest(indent, Doc.Of(Doc.SoftLine, List(close))), Doc.SoftLine, tokens.Take());
    }

    private Doc List(TokenKind close)
    {
        var parts = new List<Doc>();
        while (tokens.Kind != close)
        {
            // In a record, the colon is glued to the key; elsewhere there is none.
            var element = Expression();
            if (tokens.Kind == TokenKind.Colon)
            {
                element = Doc.Of(element, tokens.Take(), " ", Expression());
            }

            parts.Add(element);
            if (tokens.Kind == TokenKind.Comma)
            {
                parts.Add(tokens.Take());
                parts.Add(Doc.Line);
            }
        }

        return Doc.Of([.. parts]);
    }
}
