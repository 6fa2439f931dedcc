using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Tests.Syntax;

public sealed class LexerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \t\r\n // only a comment", "")]
    [InlineData("a // comment ends here\rb", "a|b")]
    [InlineData("a//\nb", "a|b")]
    [InlineData("_a1 Z", "_a1|Z")]
    [InlineData("0x10", "0|x10")]
    [InlineData("a::b:c", "a|::|b|:|c")]
    [InlineData("===", "==|=")]
    [InlineData("<=<>=>!=!", "<=|<|>=|>|!=|!")]
    [InlineData("&&||", "&&|||")]
    [InlineData("@;,.(){}[]+-*/%", "@|;|,|.|(|)|{|}|[|]|+|-|*|/|%")]
    [InlineData("?principal ?resource", "?principal|?resource")]
    [InlineData("\"a \\\" // b\"c", "\"a \\\" // b\"|c")]
    [InlineData("\"two\nlines\"", "\"two\nlines\"")]
    public void CutsTextIntoTokens(string text, string expected)
    {
        var tokens = Lexer.Run(text);

        Assert.DoesNotContain(tokens, token => token.Kind == TokenKind.Invalid);
        Assert.Equal(TokenKind.End, tokens[^1].Kind);
        Assert.Equal(expected, string.Join('|', tokens.SkipLast(1).Select(token => token.Span.In(text))));
    }

    [Fact]
    public void CountsLinesAndColumnsFromOne()
    {
        var tokens = Lexer.Run("a\n  \"x\ny\" b\r\n// c\nd");

        Assert.Equal("1:1 2:3 3:4 5:1 5:2", string.Join(' ', tokens.Select(token => token.Span)));
    }

    [Theory]
    [InlineData("&", "expected `&&`: Cedar has no `&`")]
    [InlineData("|", "expected `||`: Cedar has no `|`")]
    [InlineData("'", "strings are written between double quotes")]
    [InlineData("#", "unexpected character `#`")]
    [InlineData("é", "unexpected character `é`")]
    [InlineData("😀", "unexpected character `😀`")]
    [InlineData("\u200b", "unexpected character U+200B")]
    [InlineData("\ufeff", "unexpected character U+FEFF")]
    [InlineData("\0", "unexpected character U+0000")]
    [InlineData("?", "expected the slot `?principal` or `?resource` after `?`")]
    [InlineData("?action", "expected the slot `?principal` or `?resource` after `?`")]
    [InlineData("\"open", "this string is never closed: expected `\"`")]
    [InlineData("\"ends in a backslash \\", "this string is never closed: expected `\"`")]
    [InlineData("\"ends in an escaped quote \\\"", "this string is never closed: expected `\"`")]
    public void NamesWhatIsNotCedar(string text, string message)
    {
        var token = Lexer.Run(text)[0];

        Assert.Equal(TokenKind.Invalid, token.Kind);
        Assert.Equal(message, Lexer.Explain(token.Span.In(text)));
    }

    [Fact]
    public void NamesHalfASurrogatePair()
    {
        Assert.Equal("unexpected character U+D800", Lexer.Explain("\ud800"));
    }

    [Fact]
    public void AnUnclosedString_EndsWithItsLine()
    {
        var tokens = Lexer.Run("\"open\n\nnext");

        Assert.Equal("1:1 3:1 3:5", string.Join(' ', tokens.Select(token => token.Span)));
    }
}
