using RemoteDev.Gateway.Catalog.Drafts;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Which recorded decisions a policy would have answered differently.</summary>
/// <param name="Since">From when on decisions were looked at.</param>
/// <param name="Unknown">Cannot be asked again, because the person or the thing is no longer there.</param>
/// <param name="AlreadyDifferent">Differ today without the draft: the catalogue has changed since.</param>
/// <param name="Lines">The changes, a line each, bounded, the totals, and what was left out.</param>
internal sealed record PolicyReplayAnswer(
    DateTimeOffset Since, int Decisions, int Same, int Changed, int Unknown, int AlreadyDifferent, string Summary, IReadOnlyList<string> Lines)
{
    private const int MostLines = 500;

    public static PolicyReplayAnswer Of(PolicyReplayed replayed)
    {
        var report = replayed.Report;
        return new PolicyReplayAnswer(
            replayed.Since, report.Decisions, report.Same, report.Changed, report.Unknown, report.AlreadyDifferent, report.Summary,
            [.. report.Lines(MostLines), .. replayed.LeftOut]);
    }
}
