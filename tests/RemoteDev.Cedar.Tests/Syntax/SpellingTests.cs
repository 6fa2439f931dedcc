using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar.Tests.Syntax;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("prncipal", "principal")]
    [InlineData("Contxet", "context")]
    [InlineData("RESOURCE", "resource")]
    [InlineData("a", "A")]
    [InlineData("b", null)]
    [InlineData("", null)]
    [InlineData("something", null)]
    public void FindsTheWordThatWasMeant(string written, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(written, ["principal", "context", "resource", "A"]));

    [Fact]
    public void LongWords_AreCutAndNotGuessed()
    {
        var text = new string('x', 1000);

        Assert.Equal(64, Spelling.Cut(text).Length);
        Assert.Null(Spelling.Nearest(text, [text]));
    }

    [Fact]
    public void OfVeryManyWords_OnlyTheFirstAreLookedAt()
    {
        var looked = 0;
        Assert.Null(Spelling.Nearest("word", Enumerable.Repeat("another", 1_000_000).Select(word => (Looked: ++looked, word).word)));
        Assert.Equal(4096, looked);
    }
}
