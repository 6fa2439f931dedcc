namespace RemoteDev.Cli.Ssh;

/// <summary>A part of somebody's file that is ours: what stands between two lines. Everything around them is left as it is.</summary>
internal static class MarkedText
{
    public const string Begin = "# >>> remotedev: made by 'remotedev ssh-config', which replaces what stands up to the line below";
    public const string End = "# <<< remotedev";

    /// <summary>
    /// The text with its marked part replaced by this one, or with it at the end when it has none: in front, lines of the person's that
    /// are meant for all hosts would become a part of our last one. Null when the markers are not one of each, in order.
    /// </summary>
    public static string? Replace(string text, string part)
    {
        var lines = text.Split('\n');
        var begins = Enumerable.Range(0, lines.Length).Where(i => lines[i].TrimEnd() == Begin).ToList();
        var ends = Enumerable.Range(0, lines.Length).Where(i => lines[i].TrimEnd() == End).ToList();
        if (begins.Count == 0 && ends.Count == 0)
        {
            var gap = text.Length == 0 ? "" : text.EndsWith('\n') ? "\n" : "\n\n";
            return text + gap + part;
        }

        if (begins is not [var begin] || ends is not [var end] || end < begin)
        {
            return null;
        }

        var before = string.Concat(lines[..begin].Select(line => line + "\n"));
        return before + part + string.Join('\n', lines[(end + 1)..]);
    }
}
