namespace RemoteDev.Gateway.Journey;

/// <summary>How many characters a terminal shows.</summary>
internal readonly record struct TerminalSize
{
    private const int Largest = 1000;

    private TerminalSize(int columns, int rows)
    {
        Columns = columns;
        Rows = rows;
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>The nearest size that a terminal can have.</summary>
    public static TerminalSize Near(int columns, int rows) => new(Math.Clamp(columns, 1, Largest), Math.Clamp(rows, 1, Largest));
}
