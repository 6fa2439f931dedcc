namespace RemoteDev.Cedar.Syntax.Formatting;

/// <summary>How formatted policies look.</summary>
/// <param name="LineWidth">The column after which lines are broken where they can be; from 20 to 1000.</param>
/// <param name="IndentWidth">How many spaces one level of indent is; from 0 to 16.</param>
internal sealed record FormatOptions(int LineWidth = 80, int IndentWidth = 2)
{
    /// <summary>Lines of 80 columns, indented by two.</summary>
    public static FormatOptions Default { get; } = new();

    // Out of bounds is nobody's wish; the nearest sensible layout serves better than a refusal.
    internal int Width => Math.Clamp(LineWidth, 20, 1000);

    internal int Indent => Math.Clamp(IndentWidth, 0, 16);
}
