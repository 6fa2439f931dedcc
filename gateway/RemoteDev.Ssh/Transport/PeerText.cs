using System.Globalization;
using System.Text;

namespace RemoteDev.Ssh.Transport;

/// <summary>What a peer says, made safe to show to a person: one line, of bounded length, without what a terminal would act upon.</summary>
internal static class PeerText
{
    private const int Shown = 200;

    public static string Printable(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, Shown));
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Shown)
            {
                return shown.Append("...").ToString();
            }

            shown.Append(IsHarmless(rune) ? rune.ToString() : "?");
        }

        return shown.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
