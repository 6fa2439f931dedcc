namespace RemoteDev.Gateway.Console.Diff;

/// <summary>Compares two texts line by line: the longest common sequence stays, the rest is added or removed.</summary>
internal static class TextDiff
{
    // The table of the comparison has a cell per pair of lines; beyond this the differing middle is shown whole.
    private const long MostCells = 16_000_000;

    // Lines that stay and are shown around a change, so that it is seen where it stands.
    private const int Around = 4;

    /// <summary>The comparison without the long stretches that stay as they are.</summary>
    public static IReadOnlyList<TextLine> Folded(string before, string after)
    {
        var lines = Between(before, after);
        var folded = new List<TextLine>();
        for (var i = 0; i < lines.Count;)
        {
            var end = i;
            while (end < lines.Count && lines[end].Kind == "same")
            {
                end++;
            }

            var (head, tail) = (i == 0 ? 0 : Around, end == lines.Count ? 0 : Around);
            var hidden = end - i - head - tail;
            if (hidden > 1)
            {
                folded.AddRange(lines.Skip(i).Take(head));
                folded.Add(TextLine.Gap(hidden));
                folded.AddRange(lines.Skip(end - tail).Take(tail));
            }
            else
            {
                folded.AddRange(lines.Skip(i).Take(end - i));
            }

            for (i = end; i < lines.Count && lines[i].Kind != "same"; i++)
            {
                folded.Add(lines[i]);
            }
        }

        return folded;
    }

    public static IReadOnlyList<TextLine> Between(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
        {
            start++;
        }

        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        var lines = new List<TextLine>();
        for (var i = 0; i < start; i++)
        {
            lines.Add(new TextLine(i + 1, i + 1, old[i]));
        }

        Middle(old.AsSpan(start, old.Length - start - end), now.AsSpan(start, now.Length - start - end), start, lines);
        for (var i = end; i > 0; i--)
        {
            lines.Add(new TextLine(old.Length - i + 1, now.Length - i + 1, old[^i]));
        }

        return lines;
    }

    private static void Middle(ReadOnlySpan<string> old, ReadOnlySpan<string> now, int offset, List<TextLine> lines)
    {
        var common = (long)(old.Length + 1) * (now.Length + 1) > MostCells ? null : Common(old, now);
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (common is not null && i < old.Length && j < now.Length && old[i] == now[j])
            {
                lines.Add(new TextLine(offset + ++i, offset + ++j, old[i - 1]));
            }
            else if (i < old.Length && (j == now.Length || common is null || common[i + 1][j] >= common[i][j + 1]))
            {
                lines.Add(new TextLine(offset + ++i, null, old[i - 1]));
            }
            else
            {
                lines.Add(new TextLine(null, offset + ++j, now[j - 1]));
            }
        }
    }

    // Length of the longest common sequence of what follows each pair of lines.
    private static int[][] Common(ReadOnlySpan<string> old, ReadOnlySpan<string> now)
    {
        var length = new int[old.Length + 1][];
        length[old.Length] = new int[now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            length[i] = new int[now.Length + 1];
            for (var j = now.Length - 1; j >= 0; j--)
            {
                length[i][j] = old[i] == now[j] ? length[i + 1][j + 1] + 1 : Math.Max(length[i + 1][j], length[i][j + 1]);
            }
        }

        return length;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
}
