namespace RemoteDev.Policy.Obligations;

/// <summary>Reads and writes what <c>@terminal</c> says.</summary>
internal static class TerminalWords
{
    private static readonly (string Word, TerminalExtras Extra)[] Words =
        [("sixel", TerminalExtras.Sixel), ("kitty", TerminalExtras.Kitty), ("notifications", TerminalExtras.Notifications)];

    /// <summary>False when a word is none of them, or comes twice.</summary>
    public static bool TryRead(string text, out TerminalExtras extras)
    {
        extras = TerminalExtras.None;
        if (text.Trim() == "none")
        {
            return true;
        }

        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var extra = Array.Find(Words, known => known.Word == word).Extra;
            if (extra == TerminalExtras.None || (extras & extra) != TerminalExtras.None)
            {
                return false;
            }

            extras |= extra;
        }

        return true;
    }

    /// <summary>The text that <c>@terminal</c> reads.</summary>
    public static string Of(TerminalExtras extras) =>
        extras == TerminalExtras.None ? "none" : string.Join(", ", Words.Where(known => (extras & known.Extra) != TerminalExtras.None).Select(known => known.Word));
}
