using System.Globalization;

namespace RemoteDev.Policy.Replaying;

/// <summary>Which recorded decisions a draft would have answered differently.</summary>
public sealed record ReplayReport
{
    /// <summary>How many decisions were looked at.</summary>
    public required int Decisions { get; init; }

    /// <summary>How many the draft answers as they were answered.</summary>
    public required int Same { get; init; }

    /// <summary>How many it answers differently, because of the draft.</summary>
    public required int Changed { get; init; }

    /// <summary>How many cannot be asked again, because the person or the thing is no longer there.</summary>
    public required int Unknown { get; init; }

    /// <summary>How many of those, because the person is no longer there.</summary>
    public required int UnknownPeople { get; init; }

    /// <summary>How many it answers differently as the policy in force does, too: the catalogue has changed since, not the draft.</summary>
    public required int AlreadyDifferent { get; init; }

    /// <summary>The changes: what would have been refused first, then what would have been let through; the most frequent first.</summary>
    public required IReadOnlyList<ReplayChange> Changes { get; init; }

    /// <summary>One sentence without a full stop.</summary>
    public string Summary => Changed == 0
        ? string.Create(CultureInfo.InvariantCulture, $"none of {Decisions} decisions would have been different")
        : string.Create(CultureInfo.InvariantCulture, $"{Changed} of {Decisions} decisions would have been different: {Changes[0].Text}");

    /// <summary>The changes, a line each, at most <paramref name="max"/>, and then the exact totals.</summary>
    public IReadOnlyList<string> Lines(int max)
    {
        var lines = Changes.Take(max).Select(change => change.Text).ToList();
        if (Changes.Count > max)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"and {Changes.Count - max} more changes"));
        }

        lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"Of {Decisions} decisions {Same} stay as they were and {Changed} change; {AlreadyDifferent} differ today without the draft; {Unknown} cannot be asked again."));
        return lines;
    }
}
