namespace RemoteDev.Cedar.Syntax.Formatting;

/// <summary>Lays out a whole text of policies. The text has been parsed: every token is where the grammar wants it.</summary>
internal sealed class PolicyLayout(LayoutTokens tokens, int indent)
{
    private readonly ExpressionLayout _expressions = new(tokens, indent);

    public Doc Text()
    {
        var parts = new List<Doc>();
        while (tokens.Kind != TokenKind.End)
        {
            parts.Add(Policy());
            parts.Add(Doc.HardLine);

            // What is left may be comments alone; those stand right behind the last policy.
            parts.Add(tokens.Kind == TokenKind.End ? Doc.Empty : Doc.HardLine);
        }

        parts.Add(tokens.Take(keepsBlankLines: true));
        return Doc.Of([.. parts]);
    }

    private Doc Policy()
    {
        var parts = new List<Doc>();
        while (tokens.Kind == TokenKind.At)
        {
            parts.Add(Annotation(isFirst: parts.Count == 0));
            parts.Add(Doc.HardLine);
        }

        parts.Add(tokens.Take(keepsBlankLines: parts.Count == 0));
        parts.Add(" ");
        parts.Add(Scope());
        while (tokens.Kind != TokenKind.Semicolon)
        {
            parts.Add(Doc.HardLine);
            parts.Add(Condition());
        }

        parts.Add(tokens.Take());
        return Doc.Of([.. parts]);
    }

    private Doc Annotation(bool isFirst)
    {
        var (sign, key) = (tokens.Take(keepsBlankLines: isFirst), tokens.Take());
        return tokens.Kind == TokenKind.LeftParenthesis
            ? Doc.Of(sign, key, tokens.Take(), tokens.Take(), tokens.Take())
            : Doc.Of(sign, key);
    }

    /// <summary>On one line when it constrains nothing, otherwise a line for each of the three.</summary>
    private Doc Scope()
    {
        var open = tokens.Take();
        var (principal, isPrincipalAny) = Constraint();
        var afterPrincipal = tokens.Take();
        var (action, isActionAny) = Constraint();
        var afterAction = tokens.Take();
        var (resource, isResourceAny) = Constraint();
        var (first, between) = isPrincipalAny && isActionAny && isResourceAny
            ? (Doc.SoftLine, Doc.Line)
            : (Doc.HardLine, Doc.HardLine);
        return Doc.Grouped(
            open,
            new Doc.Nest(indent, Doc.Of(first, principal, afterPrincipal, between, action, afterAction, between, resource)),
            first,
            tokens.Take());
    }

    private (Doc Doc, bool IsAny) Constraint()
    {
        var variable = tokens.Take();
        if (tokens.Kind is TokenKind.Comma or TokenKind.RightParenthesis)
        {
            return (variable, true);
        }

        var parts = new List<Doc> { variable };
        while (tokens.Kind is not (TokenKind.Comma or TokenKind.RightParenthesis))
        {
            parts.Add(Doc.Of(" ", tokens.Take(), new Doc.Nest(indent, Doc.Grouped(Doc.Line, Target()))));
        }

        return (Doc.Grouped([.. parts]), false);
    }

    private Doc Target() => tokens.Kind == TokenKind.Slot ? tokens.Take() : _expressions.Primary();

    private Doc Condition()
    {
        var (keyword, open, body) = (tokens.Take(), tokens.Take(), _expressions.Expression());
        return Doc.Grouped(keyword, Doc.Line, open, new Doc.Nest(indent, Doc.Of(Doc.Line, body)), Doc.Line, tokens.Take());
    }
}
