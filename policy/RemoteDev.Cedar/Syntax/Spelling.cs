namespace RemoteDev.Cedar.Syntax;

/// <summary>Finds what a person probably meant.</summary>
internal static class Spelling
{
    private const int MaxWord = 64;

    /// <summary>Past this many known words the search is not worth its time.</summary>
    private const int MaxKnown = 4096;

    /// <summary>The known word nearest to the written one, when it is near enough to be a slip of the finger.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > MaxWord)
        {
            return null;
        }

        // One letter is a slip of every other one.
        var allowed = written.Length == 1 ? 0 : Math.Max(1, written.Length / 3);
        string? nearest = null;
        foreach (var word in known.Take(MaxKnown))
        {
            if (Math.Abs(word.Length - written.Length) <= allowed && Distance(written, word) is var distance && distance <= allowed)
            {
                (nearest, allowed) = (word, distance - 1);
            }
        }

        return nearest;
    }

    /// <summary>The text, cut so that a message stays readable whatever was written.</summary>
    public static string Cut(string text) => text.Length <= MaxWord ? text : string.Concat(text.AsSpan(0, MaxWord - 1), "…");

    // Optimal string alignment: a swap of neighbours counts once. Case counts as nothing, so that 'Ada' suggests 'ada' before 'adm'.
    private static int Distance(string a, string b)
    {
        if (b.Length > MaxWord)
        {
            return int.MaxValue;
        }

        Span<int> beforeLast = stackalloc int[MaxWord + 1];
        Span<int> last = stackalloc int[MaxWord + 1];
        Span<int> current = stackalloc int[MaxWord + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            last.CopyTo(beforeLast);
            current.CopyTo(last);
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
