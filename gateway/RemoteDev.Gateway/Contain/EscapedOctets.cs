using System.Buffers;
using System.Globalization;
using System.Text;

namespace RemoteDev.Gateway.Contain;

/// <summary>
/// Octets that somebody else chose, as text that is safe in a trace, on a page and in a terminal: nothing in it acts, and nothing is lost.
/// </summary>
internal static class EscapedOctets
{
    /// <summary>
    /// Printable text stays as it is; a backslash is doubled; controls and octets that are no UTF-8 become <c>\x1b</c>; characters that
    /// are not seen or that turn others around become <c>\u{202e}</c>.
    /// </summary>
    /// <param name="most">How many octets are shown; an ellipsis stands for the rest.</param>
    public static string Of(ReadOnlySpan<byte> octets, int most)
    {
        var shown = octets[..Math.Min(octets.Length, most)];
        var text = new StringBuilder(shown.Length + 8);
        while (!shown.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(shown, out var rune, out var length) == OperationStatus.Done)
            {
                Append(text, rune);
            }
            else
            {
                AppendOctets(text, shown[..length]);
            }

            shown = shown[length..];
        }

        return octets.Length > most ? text.Append('…').ToString() : text.ToString();
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        if (rune.Value == '\\')
        {
            text.Append("\\\\");
        }
        else if (rune.Value is < 0x20 or 0x7f)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
        }
        else if (IsUnseen(rune))
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }
        else
        {
            text.Append(rune.ToString());
        }
    }

    private static void AppendOctets(StringBuilder text, ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\x{octet:x2}");
        }
    }

    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
