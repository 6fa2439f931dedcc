using System.Globalization;
using System.Text;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>String literals and patterns, spelled in any of the ways there are.</summary>
internal static class Spelling
{
    public static string Of(string value, Dice dice)
    {
        var text = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            text.Append(dice.Percent(92) ? Names.Escape(rune) : Numbered(rune, dice));
        }

        return text.Append('"').ToString();
    }

    /// <summary>A pattern that may match <paramref name="value"/>.</summary>
    public static string Pattern(string value, Dice dice)
    {
        var text = new StringBuilder("\"").Append(dice.Percent(30) ? "*" : "");
        foreach (var rune in value.EnumerateRunes())
        {
            _ = dice.Below(8) switch
            {
                0 => text.Append('*'),
                1 => text.Append("**"),
                2 => text,
                3 => text.Append("\\*"),
                _ => text.Append(rune.Value == '*' ? "\\*" : dice.Percent(90) ? Names.Escape(rune) : Numbered(rune, dice)),
            };
        }

        return text.Append(dice.Percent(40) ? "*\"" : "\"").ToString();
    }

    private static string Numbered(Rune rune, Dice dice) => rune.Value < 0x80 && dice.Percent(50)
        ? "\\x" + rune.Value.ToString("x2", CultureInfo.InvariantCulture)
        : "\\u{" + rune.Value.ToString(dice.Pick("x", "X", "x6"), CultureInfo.InvariantCulture) + "}";
}
