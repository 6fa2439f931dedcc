using System.Text;
using RemoteDev.Cedar.Json;
using RemoteDev.Cedar.Syntax.Formatting;

namespace RemoteDev.Cedar.Tests.Fuzzing;

/// <summary>Broken texts by the thousand, always the same ones: no reader may throw, and what it accepts must hold together.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 2_000;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void BrokenTexts_NeverThrow(string name)
    {
        var target = FuzzTargets.All.Single(target => target.Name == name);
        var texts = new BrokenTexts(20261121);
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            accepted += target.Accepts(texts.Break(target.Sound[round % target.Sound.Count])) ? 1 : 0;
        }

        // Both ways out must have been taken, or the breaking breaks too much or too little.
        Assert.InRange(accepted, 1, Rounds - 1);
        Assert.All(target.Sound, text => Assert.True(target.Accepts(text)));
    }

    /// <summary>Whoever scans such a text again for each of its faults is still at it tomorrow.</summary>
    [Theory]
    [InlineData("\"")]
    [InlineData("\"\n")]
    [InlineData("\\")]
    [InlineData("\\\"\n")]
    [InlineData("permit(")]
    [InlineData("@a(\"")]
    [InlineData("permit(principal,action,resource)")]
    [InlineData("permit(principal,action,resource)when{[")]
    [InlineData("a::")]
    [InlineData("=")]
    [InlineData("!")]
    [InlineData("-(")]
    [InlineData("{a:")]
    [InlineData("//\"\n{")]
    [InlineData("\\u{")]
    public void LongBadTexts_AreReadToTheirEnd(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, 1_000_000 / piece.Length).ToString();

        Assert.False(PolicySet.Parse(text, "long").Succeeded);
        Assert.False(CedarFormatter.Format(text, "long").Succeeded);
        Assert.False(PolicyJson.Parse(text, "long", "long.json").Succeeded);
    }

    [Theory]
    [InlineData("true", " && true", "")]
    [InlineData("1", " - 1", "")]
    [InlineData("[1", ", 1", "]")]
    [InlineData("\"", "\\u{e9}", "\"")]
    [InlineData("\"a\" like \"", "*a", "\"")]
    [InlineData("true", "\n// comment", "")]
    public void LongSoundTexts_AreReadPrintedAndFormatted(string before, string piece, string after)
    {
        var text = new StringBuilder("permit(principal,action,resource) when { ").Append(before)
            .Insert(41 + before.Length, piece, 20_000).Append(after).Append("\n};").ToString();
        var policy = PolicyText.Parse(text).Policies[0];

        Assert.True(CedarFormatter.Format(text, "long").Succeeded);
        Assert.Equal(PolicyPrinter.Print(policy), PolicyJson.Parse(PolicyJson.Print(policy), "policy0", "long").Value!.Policies[0].Text);
    }
}
