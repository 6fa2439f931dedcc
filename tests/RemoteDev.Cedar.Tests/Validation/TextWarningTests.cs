namespace RemoteDev.Cedar.Tests.Validation;

/// <summary>Text that does not say what it shows. Never an error: a name in two scripts may be meant.</summary>
public sealed class TextWarningTests
{
    [Theory]
    [InlineData("principal.name == \"a \u202E b\"", "19: warning ReordersText: the text contains U+202E, which changes the order in which it is shown: it does not say what it seems to")]
    [InlineData("principal.name like \"a*\u2066\"", "1: warning ReordersText: the text contains U+2066, which changes the order in which it is shown: it does not say what it seems to")]
    [InlineData("principal.name == \"say_һello\"", "19: warning MixesScripts: the text \"say_һello\" mixes scripts: `һ` (U+04BB) is of another than what is before it, and may only look alike")]
    [InlineData("principal.name like \"*_һello\"", "1: warning MixesScripts: the text \"*_һello\" mixes scripts: `e` (U+0065) is of another than what is before it, and may only look alike")]
    [InlineData("principal == User::\"аlice\"", "14: warning MixesScripts: the name \"аlice\" mixes scripts: `l` (U+006C) is of another than what is before it, and may only look alike")]
    [InlineData("principal has \"is\u200BAdmin\" || true", "1: warning UnusualCharacter: the name \"is\\u{200b}Admin\" contains U+200B, which is invisible, unusual or easily taken for another character")]
    [InlineData("{\"new\\nline\": 1} has a || true", "1: warning UnusualCharacter: the name \"new\\nline\" contains U+000A, which is invisible, unusual or easily taken for another character")]
    [InlineData("principal == User::\"🍌\"", "14: warning UnusualCharacter: the name \"🍌\" contains U+1F34C, which is invisible, unusual or easily taken for another character")]
    public void TextThatMisleads_IsAWarning(string expression, string warning) => Assert.Equal(warning, ValidationText.FindingsIn(expression));

    [Theory]
    [InlineData("principal.name == \"Zürich, Łódź, 123 €\"")]
    [InlineData("principal.name == \"Привет\"")]
    [InlineData("principal.name == \"日本語のテキスト\"")]
    [InlineData("principal.name == \"한국어 漢字\"")]
    [InlineData("principal.name == \"🍌\\n\"")]
    [InlineData("principal == User::\"get /pets/{petId}?a=b&c=d#e\"")]
    [InlineData("principal == User::\"Jürgen\"")]
    [InlineData("principal == User::\"алиса\"")]
    public void TextInOneScript_IsNot(string expression) => Assert.Equal("", ValidationText.FindingsIn(expression));

    [Fact]
    public void TheScope_IsLookedAtToo() => Assert.Equal(
        "1:21: warning MixesScripts: the name \"аcme\" mixes scripts: `c` (U+0063) is of another than what is before it, and may only look alike",
        ValidationText.Findings("permit(principal in Team::\"аcme\", action, resource);"));
}
