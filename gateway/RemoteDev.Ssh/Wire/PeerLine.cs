using System.Globalization;
using System.Text;

namespace RemoteDev.Ssh.Wire;

/// <summary>Text for people that a peer wrote. It is untrusted: a terminal or a log that shows it must not be steered by it.</summary>
internal static class PeerLine
{
    private const int LineLength = 256;
    private const int Lines = 50;

    /// <summary>One short line: control and format characters become question marks, and what is no UTF-8 becomes U+FFFD.</summary>
    public static string Of(ReadOnlySpan<byte> octets)
    {
        var builder = new StringBuilder();
        foreach (var rune in Encoding.UTF8.GetString(octets[..Math.Min(octets.Length, LineLength)]).EnumerateRunes())
        {
            builder.Append(IsHarmless(rune) ? rune.ToString() : "?");
        }

        return builder.ToString();
    }

    /// <summary>Lines, each treated as <see cref="Of"/> does; at most as many as a screen holds.</summary>
    public static string Several(ReadOnlySpan<byte> octets)
    {
        var builder = new StringBuilder();
        var lines = 0;
        foreach (var range in octets.Split((byte)'\n'))
        {
            if (lines++ == Lines)
            {
                break;
            }

            builder.Append(lines == 1 ? string.Empty : "\n").Append(Of(octets[range].TrimEnd((byte)'\r')));
        }

        return builder.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);
}
