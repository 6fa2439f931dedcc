using System.Globalization;
using System.Text;

namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>Names and strings in Cedar's spelling.</summary>
internal static class Names
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
        { "true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar" };

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !Reserved.Contains(name);

    /// <summary>The name where a bare word or a string may stand.</summary>
    public static string Key(string name) => IsIdentifier(name) ? name : Quote(name);

    public static string Access(string name) => IsIdentifier(name) ? "." + name : "[" + Quote(name) + "]";

    public static string Uid(string type, string id) => type + "::" + Quote(id);

    public static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            text.Append(Escape(rune));
        }

        return text.Append('"').ToString();
    }

    public static string Escape(Rune rune) => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        0 => "\\0",
        < 0x20 or 0x7F => "\\u{" + rune.Value.ToString("x", CultureInfo.InvariantCulture) + "}",
        _ => rune.ToString(),
    };

    /// <summary>The string in JSON.</summary>
    public static string Json(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }
}
