namespace RemoteDev.Cedar.Syntax.Formatting;

/// <summary>
/// The tokens of a sound text one after the other, each as a piece of layout together with its comments, so that no comment can get lost
/// on the way. Commas that end a list are left out; their comments go to the tokens around them.
/// </summary>
internal sealed class LayoutTokens
{
    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _index;
    private int _gapStart;

    public LayoutTokens(string text)
    {
        _text = text;
        var tokens = Lexer.Run(text);
        _tokens = new List<Token>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var endsList = tokens[i].Kind == TokenKind.Comma
                && tokens[i + 1].Kind is TokenKind.RightParenthesis or TokenKind.RightBracket or TokenKind.RightBrace;
            if (!endsList)
            {
                _tokens.Add(tokens[i]);
            }
        }
    }

    public TokenKind Kind => _tokens[_index].Kind;

    public TokenKind NextKind => _tokens[Math.Min(_index + 1, _tokens.Count - 1)].Kind;

    public ReadOnlySpan<char> Text => TextOf(_tokens[_index]);

    public bool AtWord(ReadOnlySpan<char> word) => Kind == TokenKind.Identifier && Text.SequenceEqual(word);

    /// <summary>The current token with its comments; steps over it.</summary>
    /// <param name="keepsBlankLines">Whether blank lines between its comments stay.</param>
    public Doc Take(bool keepsBlankLines = false)
    {
        var token = _tokens[_index];
        var parts = new List<Doc>();
        AddComments(parts, _gapStart, token.Span.Start, keepsBlankLines);
        parts.Add(TextOf(token).ToString());
        _gapStart = token.Span.End;
        if (token.Kind != TokenKind.End)
        {
            _index++;
            AddTrailingComment(parts);
        }

        return parts.Count == 1 ? parts[0] : Doc.Of([.. parts]);
    }

    private ReadOnlySpan<char> TextOf(Token token) => _text.AsSpan(token.Span.Start, token.Span.Length);

    /// <summary>A comment on the line of the token before it belongs to that token.</summary>
    private void AddTrailingComment(List<Doc> parts)
    {
        var end = _tokens[_index].Span.Start;
        for (var at = _gapStart; at < end && !IsLineEnd(_text[at]); at++)
        {
            if (_text[at] == '/')
            {
                var (comment, after) = CommentAt(at, end);
                parts.Add(new Doc.Comment(comment, isOwnLine: false, hasBlankBefore: false));
                _gapStart = after;
                return;
            }
        }
    }

    private void AddComments(List<Doc> parts, int start, int end, bool keepsBlankLines)
    {
        var lineEnds = 0;
        var isFirst = end < _text.Length;
        for (var at = start; at < end; at++)
        {
            if (_text[at] == '\n')
            {
                lineEnds++;
            }
            else if (_text[at] == '/')
            {
                var (comment, after) = CommentAt(at, end);
                parts.Add(new Doc.Comment(comment, isOwnLine: true, hasBlankBefore: keepsBlankLines && !isFirst && lineEnds > 1));
                (at, lineEnds, isFirst) = (after - 1, 0, false);
            }
        }

        if (keepsBlankLines && !isFirst && lineEnds > 1 && end < _text.Length)
        {
            parts.Add(Doc.HardLine);
            parts.Add(Doc.HardLine);
        }
    }

    private (string Comment, int After) CommentAt(int at, int end)
    {
        var length = _text.AsSpan(at, end - at).IndexOfAny('\r', '\n');
        var after = length < 0 ? end : at + length;
        return (_text[at..after].TrimEnd(), after);
    }

    private static bool IsLineEnd(char c) => c is '\r' or '\n';
}
