namespace RemoteDev.Gateway.Contain.Terminal;

/// <summary>What a role may see of a terminal beyond text. The defaults are the strictest.</summary>
internal sealed record TerminalFilterOptions
{
    /// <summary>Whether sixel images pass.</summary>
    public bool Sixel { get; init; }

    /// <summary>Whether kitty images pass, if their data is in the sequence itself; those that name a file never do.</summary>
    public bool KittyGraphics { get; init; }

    /// <summary>Whether desktop notifications pass.</summary>
    public bool Notifications { get; init; }

    /// <summary>What a question for the text's colour is answered with, as X11 writes colours.</summary>
    public string Foreground { get; init; } = "rgb:d3d3/d7d7/cfcf";

    /// <summary>What a question for the background's colour is answered with.</summary>
    public string Background { get; init; } = "rgb:0000/0000/0000";

    /// <summary>
    /// Octets that one unterminated removal can swallow. After them the rest is shown, as text: the terminal never saw the beginning.
    /// </summary>
    public long MostSwallowed { get; init; } = 16 << 20;
}
