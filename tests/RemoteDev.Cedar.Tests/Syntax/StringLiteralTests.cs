using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Tests.Syntax;

public sealed class StringLiteralTests
{
    [Theory]
    [InlineData(@"""""", "")]
    [InlineData(@"""plain é😀""", "plain é😀")]
    [InlineData(@"""\n\r\t\0\\\'\""""", "\n\r\t\0\\'\"")]
    [InlineData(@"""\x41\x7f""", "A\u007f")]
    [InlineData(@"""\u{41}\u{1F600}\u{0000e9}""", "A😀é")]
    [InlineData(@"""\u{1_F_600}""", "😀")]
    [InlineData(@"""*""", "*")]
    public void ReadsEscapes(string quoted, string expected)
    {
        Assert.Equal(expected, StringLiteral.Read(quoted, out _, out _));
    }

    [Theory]
    [InlineData(@"""a\q""", 2, @"unknown escape `\q` in a string")]
    [InlineData(@"""\*""", 1, @"`\*` is an escape only in the pattern of `like`")]
    [InlineData(@"""\x4""", 1, @"`\x` takes two hexadecimal digits, at most `\x7F`; write `\u{…}` for other characters")]
    [InlineData(@"""\x80""", 1, @"`\x` takes two hexadecimal digits, at most `\x7F`; write `\u{…}` for other characters")]
    [InlineData(@"""\u41""", 1, @"`\u` takes one to six hexadecimal digits between braces, such as `\u{e9}`")]
    [InlineData(@"""\u{}""", 1, @"`\u` takes one to six hexadecimal digits between braces, such as `\u{e9}`")]
    [InlineData(@"""\u{_1}""", 1, @"`\u` takes one to six hexadecimal digits between braces, such as `\u{e9}`")]
    [InlineData(@"""\u{1234567}""", 1, @"`\u` takes one to six hexadecimal digits between braces, such as `\u{e9}`")]
    [InlineData(@"""\u{41""", 1, @"`\u` takes one to six hexadecimal digits between braces, such as `\u{e9}`")]
    [InlineData(@"""\u{d800}""", 1, @"`\u{d800}` is not a Unicode character")]
    [InlineData(@"""\u{110000}""", 1, @"`\u{110000}` is not a Unicode character")]
    [InlineData("\"a\rb\"", 2, @"a carriage return inside a string must be written `\r`")]
    public void RefusesBadEscapes(string quoted, int at, string expected)
    {
        Assert.Null(StringLiteral.Read(quoted, out var faultAt, out var message));
        Assert.Equal(expected, message);
        Assert.Equal(at, faultAt);
    }

    [Fact]
    public void RefusesHalfASurrogatePair()
    {
        Assert.Null(StringLiteral.Read("\"a\ud800\"", out var faultAt, out var message));
        Assert.Equal("a string must be well-formed Unicode", message);
        Assert.Equal(2, faultAt);
    }

    [Theory]
    [InlineData(@"""a*""", "abc", true)]
    [InlineData(@"""a\*""", "abc", false)]
    [InlineData(@"""a\*""", "a*", true)]
    [InlineData(@"""\*\**""", "**rest", true)]
    [InlineData(@"""\x2a""", "anything", true)]
    [InlineData(@"""a\u{2a}b""", "a and b", true)]
    [InlineData(@"""a\u{2a}\*""", "a and b", false)]
    [InlineData(@"""\\*""", "\\anything", true)]
    public void InPatterns_ABareAsteriskIsAWildcardAndAnEscapedOneIsNot(string quoted, string text, bool expected)
    {
        var pattern = StringLiteral.ReadPattern(quoted, out _, out _);

        Assert.Equal(expected, pattern!.IsMatch(text));
    }
}
