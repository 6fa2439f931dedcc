using RemoteDev.Gateway.Console.Diff;

namespace RemoteDev.Gateway.Tests.Console.Diff;

public sealed class TextDiffTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a\nb\n", "a\nb\n", " a| b")]
    [InlineData("", "a\n", "+a")]
    [InlineData("a\n", "", "-a")]
    [InlineData("a\nb\nc\n", "a\nc\n", " a|-b| c")]
    [InlineData("a\nc\n", "a\nb\nc\n", " a|+b| c")]
    [InlineData("a\nold\nc\n", "a\nnew\nc\n", " a|-old|+new| c")]
    [InlineData("x\ny\nz\n", "z\nx\ny\n", "+z| x| y|-z")]
    public void Between_SaysWhatStaysGoesAndComes(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join('|', TextDiff.Between(before, after).Select(line => line.Sign + line.Text)));

    [Fact]
    public void Between_NumbersLinesOfBothTexts()
    {
        var lines = TextDiff.Between("a\nb\nc", "a\nx\nc");
        Assert.Equal([(1, 1), (2, null), (null, 2), (3, 3)], lines.Select(line => (line.Before, line.After)));
    }

    [Fact]
    public void Between_KeepsEveryLine_WhenTextsAreTooBigToCompare()
    {
        var before = string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"old {i}"));
        var after = string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"new {i}"));
        var lines = TextDiff.Between(before, after);
        Assert.True(before.Split('\n').SequenceEqual(lines.Where(line => line.Before is not null).Select(line => line.Text), StringComparer.Ordinal));
        Assert.True(after.Split('\n').SequenceEqual(lines.Where(line => line.After is not null).Select(line => line.Text), StringComparer.Ordinal));
    }

    [Fact]
    public void Folded_HidesLongStretchesThatStay_AndLosesNothing()
    {
        var before = string.Join('\n', Enumerable.Range(0, 100).Select(i => $"line {i}"));
        var after = before.Replace("line 50\n", "line fifty\n", StringComparison.Ordinal);
        var lines = TextDiff.Folded(before, after);
        Assert.Equal(["gap", "same", "same", "same", "same", "removed", "added", "same", "same", "same", "same", "gap"], lines.Select(line => line.Kind), StringComparer.Ordinal);
        Assert.Equal(99, lines.Sum(line => line.Kind switch { "gap" => line.Hidden, "same" => 1, _ => 0 }));
    }
}
