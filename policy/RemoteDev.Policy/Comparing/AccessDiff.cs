using System.Globalization;
using NodaTime;

namespace RemoteDev.Policy.Comparing;

/// <summary>Who gains and loses what, and when, between two states. Exact: every change is in it, and every change in it is one.</summary>
public sealed record AccessDiff
{
    private const int InSummary = 3;

    /// <summary>The first instant that was looked at.</summary>
    public required Instant From { get; init; }

    /// <summary>The first instant that was not.</summary>
    public required Instant To { get; init; }

    /// <summary>All changes: gains first, then loosened, tightened and lost; the ones that concern most first.</summary>
    public required IReadOnlyList<AccessChange> Changes { get; init; }

    /// <summary>What was taken as given, a sentence each; also what could not be told apart, if anything.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>How many people gain something.</summary>
    public required int PeopleGaining { get; init; }

    /// <summary>How many people lose something.</summary>
    public required int PeopleLosing { get; init; }

    /// <summary>How many (person, action, resource) are permitted at some time and in some circumstances that were not before.</summary>
    public required long Gained { get; init; }

    /// <summary>How many (person, action, resource) are denied at some time and in some circumstances that were permitted before.</summary>
    public required long Lost { get; init; }

    /// <summary>How many (person, action, resource) oblige to less in something.</summary>
    public required long Loosened { get; init; }

    /// <summary>How many (person, action, resource) oblige to more in something.</summary>
    public required long Tightened { get; init; }

    /// <summary>Whether nothing changes for anybody.</summary>
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>
    /// One sentence: <c>acme (12 people) gain openTerminal on payments Sat 08:00-12:00 Africa/Lagos; nobody loses anything</c>.
    /// </summary>
    public string Summary
    {
        get
        {
            if (IsEmpty)
            {
                return "nothing changes for anybody";
            }

            var parts = Changes.Take(InSummary).Select(change => change.Text).ToList();
            if (Changes.Count > InSummary)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"and {Changes.Count - InSummary} more changes"));
            }

            if (Gained == 0)
            {
                parts.Add("nobody gains anything");
            }

            if (Lost == 0)
            {
                parts.Add("nobody loses anything");
            }

            return string.Join("; ", parts);
        }
    }

    /// <summary>The changes, a line each, at most <paramref name="max"/>, and then the exact totals.</summary>
    public IReadOnlyList<string> Lines(int max)
    {
        var lines = Changes.Take(max).Select(change => change.Text).ToList();
        if (Changes.Count > max)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"and {Changes.Count - max} more changes"));
        }

        lines.Add(IsEmpty ? "Nothing changes for anybody." : Totals());
        return lines;
    }

    private string Totals() => string.Create(
        CultureInfo.InvariantCulture,
        $"In all: {People(PeopleGaining, "gain")} ({Gained} permissions), {People(PeopleLosing, "lose")} ({Lost}); {Loosened} loosened, {Tightened} tightened.");

    private static string People(int count, string verb) => count switch
    {
        0 => $"nobody {verb}s anything",
        1 => $"1 person {verb}s",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} people {verb}"),
    };
}
