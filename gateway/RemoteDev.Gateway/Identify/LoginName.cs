using System.Text;

namespace RemoteDev.Gateway.Identify;

/// <summary>
/// A login as people type it becomes a login as the catalogue knows it, in this one place, before lookup and before lockout:
/// two spellings of one name share one account and one count of failures.
/// </summary>
internal static class LoginName
{
    /// <summary>As long as a catalogue name may be.</summary>
    public const int MaxLength = 63;

    /// <summary>
    /// The canonical form (NFKC, lower case, no outer blanks), or null for what can be no login: nothing, too much, or other
    /// characters than names have. The input may be anything and is bounded before it is looked at.
    /// </summary>
    public static string? Canonical(string? typed)
    {
        if (typed is null || typed.Length > 4 * MaxLength || !IsWellFormed(typed))
        {
            return null;
        }

        var canonical = typed.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
        return canonical.Length is > 0 and <= MaxLength
            && canonical[0] is >= 'a' and <= 'z'
            && canonical.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
            ? canonical
            : null;
    }

    /// <summary>Normalising throws on a lone surrogate.</summary>
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (!char.IsSurrogatePair(text, i) || ++i >= text.Length))
            {
                return false;
            }
        }

        return true;
    }
}
