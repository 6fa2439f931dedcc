using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Diff;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>A policy and its tests, whole and beside what they replace.</summary>
internal sealed record PolicyTexts(string Policy, string Tests, IReadOnlyList<TextLine> PolicyLines, IReadOnlyList<TextLine> TestsLines)
{
    /// <summary>The two texts, with what differs from what they replace.</summary>
    /// <param name="before">What they replace; null when that is nothing.</param>
    public static PolicyTexts Beside(PolicyEntry? before, string policy, string tests) =>
        new(policy, tests, TextDiff.Folded(before?.Text ?? "", policy), TextDiff.Folded(before?.Tests ?? "", tests));
}
