using System.Globalization;
using System.Text;

namespace RemoteDev.Cedar.Values;

/// <summary>Unicode text; compared code point by code point, never by culture.</summary>
/// <param name="value">The text.</param>
internal sealed class StringValue(string value) : Value(ValueKind.String)
{
    /// <summary>The text.</summary>
    public string Value { get; } = value;

    /// <summary>A Cedar string literal with the value <paramref name="text"/>.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\0' => quoted.Append("\\0"),
                var code when Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format =>
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{{{code:x}}}"),
                _ => quoted.Append(rune.ToString()),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <inheritdoc/>
    public override bool Equals(Value? other) => other is StringValue o && o.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Quote(Value);
}
