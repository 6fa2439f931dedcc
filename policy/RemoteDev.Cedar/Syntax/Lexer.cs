using System.Globalization;

namespace RemoteDev.Cedar.Syntax;

/// <summary>
/// Cuts a text into tokens in one pass. What is not Cedar becomes an <see cref="TokenKind.Invalid"/> token, so that the parser reports it
/// where it matters and resynchronises as after any other fault.
/// </summary>
internal sealed class Lexer
{
    private const int MaxUnclosed = 10;

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _position;
    private int _line = 1;
    private int _lineStart;
    private int _unclosed;

    private Lexer(string text) => _text = text;

    /// <summary>The tokens, the last of kind End.</summary>
    public static IReadOnlyList<Token> Run(string text)
    {
        var lexer = new Lexer(text);
        while (lexer.Next())
        {
        }

        return lexer._tokens;
    }

    /// <summary>What is wrong with an <see cref="TokenKind.Invalid"/> token.</summary>
    public static string Explain(ReadOnlySpan<char> invalid) => invalid[0] switch
    {
        '"' => "this string is never closed: expected `\"`",
        '?' => "expected the slot `?principal` or `?resource` after `?`",
        '&' => "expected `&&`: Cedar has no `&`",
        '|' => "expected `||`: Cedar has no `|`",
        '\'' => "strings are written between double quotes",
        var c when IsInvisible(c) || char.IsSurrogate(c) && invalid.Length == 1 => $"unexpected character U+{(int)c:X4}",
        _ => $"unexpected character `{invalid}`",
    };

    private bool Next()
    {
        SkipTrivia();
        var start = _position;
        var (line, column) = (_line, _position - _lineStart + 1);
        if (start >= _text.Length)
        {
            _tokens.Add(new Token(TokenKind.End, new SourceSpan(start, start, line, column)));
            return false;
        }

        var c = _text[start];
        var kind = IsIdentifierStart(c) ? ReadWhile(TokenKind.Identifier, IsIdentifierPart)
            : char.IsAsciiDigit(c) ? ReadWhile(TokenKind.Integer, char.IsAsciiDigit)
            : c == '"' ? ReadString()
            : c == '?' ? ReadSlot()
            : ReadPunctuation(c);
        _tokens.Add(new Token(kind, new SourceSpan(start, _position, line, column)));
        return true;
    }

    private void SkipTrivia()
    {
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c == '/' && Peek(1) == '/')
            {
                while (_position < _text.Length && _text[_position] is not ('\n' or '\r'))
                {
                    _position++;
                }
            }
            else if (char.IsWhiteSpace(c))
            {
                Step();
            }
            else
            {
                return;
            }
        }
    }

    private void Step()
    {
        if (_text[_position++] == '\n')
        {
            _line++;
            _lineStart = _position;
        }
    }

    private char Peek(int ahead) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';

    private TokenKind ReadWhile(TokenKind kind, Func<char, bool> belongs)
    {
        while (_position < _text.Length && belongs(_text[_position]))
        {
            _position++;
        }

        return kind;
    }

    private TokenKind ReadString()
    {
        var start = _position++;
        var (line, lineStart) = (_line, _lineStart);
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case '"':
                    _position++;
                    return TokenKind.String;
                case '\\' when _position + 1 < _text.Length:
                    _position++;
                    Step();
                    break;
                default:
                    Step();
                    break;
            }
        }

        // The quote swallowed the rest of the text. Take it back to the end of its line, so that later policies are still read; but not
        // over and over, or a text made for it would be scanned as often as it has lines.
        if (++_unclosed <= MaxUnclosed)
        {
            var lineEnd = _text.IndexOf('\n', start);
            (_line, _lineStart) = (line, lineStart);
            _position = lineEnd < 0 ? _text.Length : lineEnd;
        }

        return TokenKind.Invalid;
    }

    private TokenKind ReadSlot()
    {
        var start = _position++;
        ReadWhile(TokenKind.Slot, IsIdentifierPart);
        return _text.AsSpan(start, _position - start) is "?principal" or "?resource"
            ? TokenKind.Slot
            : TokenKind.Invalid;
    }

    private TokenKind ReadPunctuation(char c)
    {
        var start = _position++;
        var (kind, length) = (c, Peek(0)) switch
        {
            (':', ':') => (TokenKind.DoubleColon, 2),
            ('=', '=') => (TokenKind.Equal, 2),
            ('!', '=') => (TokenKind.NotEqual, 2),
            ('<', '=') => (TokenKind.LessOrEqual, 2),
            ('>', '=') => (TokenKind.GreaterOrEqual, 2),
            ('&', '&') => (TokenKind.And, 2),
            ('|', '|') => (TokenKind.Or, 2),
            ('@', _) => (TokenKind.At, 1),
            (';', _) => (TokenKind.Semicolon, 1),
            (',', _) => (TokenKind.Comma, 1),
            (':', _) => (TokenKind.Colon, 1),
            ('.', _) => (TokenKind.Dot, 1),
            ('(', _) => (TokenKind.LeftParenthesis, 1),
            (')', _) => (TokenKind.RightParenthesis, 1),
            ('{', _) => (TokenKind.LeftBrace, 1),
            ('}', _) => (TokenKind.RightBrace, 1),
            ('[', _) => (TokenKind.LeftBracket, 1),
            (']', _) => (TokenKind.RightBracket, 1),
            ('<', _) => (TokenKind.Less, 1),
            ('>', _) => (TokenKind.Greater, 1),
            ('=', _) => (TokenKind.Assign, 1),
            ('!', _) => (TokenKind.Not, 1),
            ('+', _) => (TokenKind.Plus, 1),
            ('-', _) => (TokenKind.Minus, 1),
            ('*', _) => (TokenKind.Star, 1),
            ('/', _) => (TokenKind.Slash, 1),
            ('%', _) => (TokenKind.Percent, 1),
            _ => (TokenKind.Invalid, 1),
        };
        if (kind == TokenKind.Invalid && char.IsHighSurrogate(c) && char.IsLowSurrogate(Peek(0)))
        {
            length = 2;
        }

        _position = start + length;
        return kind;
    }

    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static bool IsIdentifierStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsIdentifierPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
