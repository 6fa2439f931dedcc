using RemoteDev.Policy.Replaying;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Which recorded decisions a policy would have answered differently.</summary>
/// <param name="Unknown">Cannot be asked again, because the person or the thing is no longer there.</param>
/// <param name="AlreadyDifferent">Differ today without the draft: the catalogue has changed since.</param>
/// <param name="Lines">The changes, a line each, bounded, and the totals.</param>
internal sealed record PolicyReplayAnswer(int Decisions, int Same, int Changed, int Unknown, int AlreadyDifferent, string Summary, IReadOnlyList<string> Lines)
{
    private const int MostLines = 500;

    public static PolicyReplayAnswer Of(ReplayReport report) =>
        new(report.Decisions, report.Same, report.Changed, report.Unknown, report.AlreadyDifferent, report.Summary, report.Lines(MostLines));
}
