using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Syntax;

/// <summary>
/// The parser's place in the tokens of one source. A parser that meets a fault reports it here and returns null; its callers return null
/// in turn, up to the place that resynchronises.
/// </summary>
internal sealed class TokenCursor
{
    private const int MaxQuoted = 40;

    private readonly PolicySource _source;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly List<Finding> _faults;

    public TokenCursor(PolicySource source, List<Finding> faults)
    {
        _source = source;
        _faults = faults;
        _tokens = Lexer.Run(source.Text);
    }

    /// <summary>How many tokens have been stepped over.</summary>
    public int Index { get; private set; }

    public Token Current => _tokens[Index];

    public Token Previous => _tokens[Math.Max(Index - 1, 0)];

    public Token Next => _tokens[Math.Min(Index + 1, _tokens.Count - 1)];

    public ReadOnlySpan<char> CurrentText => TextOf(Current);

    public bool At(TokenKind kind) => Current.Kind == kind;

    public bool AtWord(ReadOnlySpan<char> word) => Current.Kind == TokenKind.Identifier && CurrentText.SequenceEqual(word);

    public bool AtReservedWord() => Current.Kind == TokenKind.Identifier && EntityTypeName.IsReserved(CurrentText);

    public ReadOnlySpan<char> TextOf(Token token) => _source.Text.AsSpan(token.Span.Start, token.Span.Length);

    /// <summary>Steps over the current token and returns it; the end is never stepped over.</summary>
    public Token Take()
    {
        var taken = Current;
        if (taken.Kind != TokenKind.End)
        {
            Index++;
        }

        return taken;
    }

    public bool TryTake(TokenKind kind)
    {
        if (!At(kind))
        {
            return false;
        }

        Index++;
        return true;
    }

    public bool TryTakeWord(ReadOnlySpan<char> word)
    {
        if (!AtWord(word))
        {
            return false;
        }

        Index++;
        return true;
    }

    /// <summary>Steps over <paramref name="kind"/>, or reports that <paramref name="what"/> is missing.</summary>
    public bool Expect(TokenKind kind, string what)
    {
        if (TryTake(kind))
        {
            return true;
        }

        ReportExpected(what);
        return false;
    }

    /// <summary>Steps over what closes around an expression, or reports that the expression neither goes on nor ends here.</summary>
    public bool ExpectAfterExpression(TokenKind close, string closeText)
    {
        if (TryTake(close))
        {
            return true;
        }

        ReportExpected($"an operator or `{closeText}`", Hints.InsteadOfOperator(CurrentText));
        return false;
    }

    /// <summary>How many braces have opened since the token at <paramref name="index"/> and not closed.</summary>
    public int BracesSince(int index)
    {
        var braces = 0;
        for (var i = index; i < Index; i++)
        {
            braces += _tokens[i].Kind == TokenKind.LeftBrace ? 1 : _tokens[i].Kind == TokenKind.RightBrace ? -1 : 0;
        }

        return braces;
    }

    /// <summary>
    /// Reports what should stand here, after what it should stand, and what stands here instead. Without a <paramref name="hint"/> the
    /// token found may have one of its own; the empty hint is none.
    /// </summary>
    public void ReportExpected(string what, string? hint = null)
    {
        if (At(TokenKind.Invalid))
        {
            Report(Current.Span, Lexer.Explain(CurrentText));
            return;
        }

        var after = Index > 0 ? $" after {Quote(Previous)}" : "";

        // What is missing at a line's end belongs to that line, not to where the next word happens to stand.
        var span = Index > 0 && Current.Span.Line > Previous.Span.Line ? EndOf(Previous.Span) : Current.Span;
        var advice = hint ?? HintFor(Current.Kind);
        Report(span, $"expected {what}{after}, found {Quote(Current)}{(string.IsNullOrEmpty(advice) ? "" : $": {advice}")}");
    }

    public void Report(SourceSpan span, string message) => _faults.Add(Finding.InText(_source.Name, span, message));

    /// <summary>The value of the string token, or null with the fault reported.</summary>
    public string? ReadString(Token token)
    {
        var value = StringLiteral.Read(TextOf(token), out var faultAt, out var message);
        return value ?? ReportEscape<string>(token, faultAt, message);
    }

    /// <summary>The pattern of the string token, or null with the fault reported.</summary>
    public Ast.LikePattern? ReadPattern(Token token)
    {
        var pattern = StringLiteral.ReadPattern(TextOf(token), out var faultAt, out var message);
        return pattern ?? ReportEscape<Ast.LikePattern>(token, faultAt, message);
    }

    public string Quote(Token token)
    {
        if (token.Kind == TokenKind.End)
        {
            return "the end of the text";
        }

        var text = TextOf(token);
        var lineEnd = text.IndexOfAny('\r', '\n');
        var shown = text[..Math.Min(lineEnd < 0 ? text.Length : lineEnd, MaxQuoted)];
        return shown.Length == text.Length ? $"`{shown}`" : $"`{shown}…`";
    }

    private static string? HintFor(TokenKind found) => found switch
    {
        TokenKind.Assign => "to compare, write `==`",
        TokenKind.Slash => "Cedar has no division, and comments start with `//`",
        TokenKind.Percent => "Cedar has no remainder",
        _ => null,
    };

    private T? ReportEscape<T>(Token token, int faultAt, string? message)
        where T : class
    {
        var text = TextOf(token);
        var before = text[..faultAt];
        var lines = before.Count('\n');
        var start = token.Span.Start + faultAt;
        var column = lines == 0 ? token.Span.Column + faultAt : faultAt - before.LastIndexOf('\n');
        Report(new SourceSpan(start, Math.Min(start + 2, token.Span.End), token.Span.Line + lines, column), message ?? "");
        return null;
    }

    private SourceSpan EndOf(SourceSpan span)
    {
        var text = span.In(_source.Text);
        var lastBreak = text.LastIndexOf('\n');
        return lastBreak < 0
            ? new SourceSpan(span.End, span.End, span.Line, span.Column + span.Length)
            : new SourceSpan(span.End, span.End, span.Line + text.AsSpan().Count('\n'), text.Length - lastBreak);
    }
}
