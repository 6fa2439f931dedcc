namespace RemoteDev.Gateway.Identify;

/// <summary>
/// A login as people type it becomes a login as the catalogue knows it, in this one place, before lookup and before lockout:
/// two spellings of one name share one account and one count of failures.
/// </summary>
internal static class LoginName
{
    /// <summary>As long as a catalogue name may be.</summary>
    public const int MaxLength = 63;

    private const int MaxTyped = 4 * MaxLength;

    /// <summary>
    /// The canonical form (lower case, no outer blanks), or null for what can be no login: nothing, too much, or other characters than
    /// names have. Letters that merely look like those, full-width ones among them, are not folded into them: a name is ASCII,
    /// so what is not is no spelling of any name. The input may be anything and is bounded before it is looked at.
    /// </summary>
    public static string? Canonical(string? typed)
    {
        if (typed is null || typed.Length > MaxTyped)
        {
            return null;
        }

        var canonical = typed.AsSpan().Trim(' ');
        if (canonical.Length is 0 or > MaxLength || !char.IsAsciiLetter(canonical[0]))
        {
            return null;
        }

        foreach (var c in canonical)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return null;
            }
        }

        return canonical.ToString().ToLowerInvariant();
    }
}
