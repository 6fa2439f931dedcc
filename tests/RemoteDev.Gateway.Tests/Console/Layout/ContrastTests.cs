using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Tests.Console.Layout;

/// <summary>Computes WCAG 2.2 contrast of the style sheet's own colour tokens, for light and dark.</summary>
public sealed partial class ContrastTests
{
    private const double Text = 4.5;
    private const double Shape = 3.0;

    private static readonly Dictionary<string, (string Light, string Dark)> Tokens = ReadTokens();

    [Theory]
    [InlineData("ink", "ground")]
    [InlineData("ink", "surface")]
    [InlineData("ink", "raised")]
    [InlineData("ink", "hover")]
    [InlineData("ink", "good-soft")]
    [InlineData("ink", "warn-soft")]
    [InlineData("ink", "bad-soft")]
    [InlineData("ink", "accent-soft")]
    [InlineData("muted", "ground")]
    [InlineData("muted", "surface")]
    [InlineData("muted", "raised")]
    [InlineData("muted", "hover")]
    [InlineData("accent", "ground")]
    [InlineData("accent", "surface")]
    [InlineData("accent", "raised")]
    [InlineData("accent", "hover")]
    [InlineData("accent", "accent-soft")]
    [InlineData("accent-strong", "accent-soft")]
    [InlineData("accent-strong", "surface")]
    [InlineData("on-accent", "accent")]
    [InlineData("on-accent", "accent-strong")]
    [InlineData("good", "good-soft")]
    [InlineData("warn", "warn-soft")]
    [InlineData("bad", "bad-soft")]
    [InlineData("bad", "surface")]
    [InlineData("bad", "ground")]
    [InlineData("on-bad", "bad")]
    [InlineData("side-ink", "side")]
    [InlineData("side-ink", "side-hover")]
    [InlineData("side-ink", "side-here")]
    [InlineData("side-muted", "side")]
    public void Text_IsReadableOnItsSurface(string ink, string surface) => Holds(ink, surface, Text);

    [Theory]
    [InlineData("edge", "surface")]
    [InlineData("edge", "ground")]
    [InlineData("focus", "ground")]
    [InlineData("focus", "surface")]
    [InlineData("focus", "raised")]
    public void Shape_IsSeenOnItsSurface(string shape, string surface) => Holds(shape, surface, Shape);

    [Fact]
    public void Ratio_IsTheOneOfTheStandard()
    {
        Assert.Equal(21.0, Ratio("#000000", "#ffffff"), 2);
        Assert.Equal(4.54, Ratio("#767676", "#ffffff"), 2);
    }

    private static void Holds(string front, string back, double least)
    {
        Assert.True(Ratio(Tokens[front].Light, Tokens[back].Light) >= least, $"light: {Ratio(Tokens[front].Light, Tokens[back].Light):F2}");
        Assert.True(Ratio(Tokens[front].Dark, Tokens[back].Dark) >= least, $"dark: {Ratio(Tokens[front].Dark, Tokens[back].Dark):F2}");
    }

    private static double Ratio(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string hex) =>
        (0.2126 * Channel(hex, 1)) + (0.7152 * Channel(hex, 3)) + (0.0722 * Channel(hex, 5));

    private static double Channel(string hex, int at)
    {
        var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static Dictionary<string, (string Light, string Dark)> ReadTokens()
    {
        var served = (FileContentHttpResult)new ConsoleAssets().Serve("site.css", null, new DefaultHttpContext().Response);
        var css = Encoding.UTF8.GetString(served.FileContents.Span);
        return Token().Matches(css).ToDictionary(
            match => match.Groups["name"].Value,
            match => (match.Groups["light"].Value, match.Groups["dark"].Value),
            StringComparer.Ordinal);
    }

    [GeneratedRegex(@"--(?<name>[a-z-]+): light-dark\((?<light>#[0-9a-f]{6}), (?<dark>#[0-9a-f]{6})\);", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
