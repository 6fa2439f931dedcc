using System.Runtime.InteropServices;

namespace RemoteDev.Cedar;

/// <summary>A stretch of policy text, and where a person finds it.</summary>
/// <param name="Start">Offset of the first UTF-16 unit.</param>
/// <param name="End">Offset after the last UTF-16 unit.</param>
/// <param name="Line">Line of <paramref name="Start"/>, counted from 1.</param>
/// <param name="Column">Column of <paramref name="Start"/> in UTF-16 units, counted from 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourceSpan(int Start, int End, int Line, int Column)
{
    /// <summary>How many UTF-16 units the span covers.</summary>
    public int Length => End - Start;

    /// <summary>The span from the start of this one to the end of <paramref name="last"/>.</summary>
    public SourceSpan To(SourceSpan last) => this with { End = last.End };

    /// <summary>The text this span covers in <paramref name="source"/>.</summary>
    public string In(string source) => source[Start..End];

    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}";
}
