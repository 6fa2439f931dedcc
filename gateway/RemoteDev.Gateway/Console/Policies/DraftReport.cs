using NodaTime;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Policy.Checking;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Testing;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>
/// What there is to say about a draft by itself: what is wrong and where, what lint advises, and how each of its tests comes out.
/// Decides nothing; the catalogue judges again.
/// </summary>
/// <param name="Loaded">The policy, when its text loads.</param>
/// <param name="IsGreen">Whether it could come into force.</param>
internal sealed record DraftReport(IReadOnlyList<DraftFinding> Findings, IReadOnlyList<CaseOutcome> Cases, PolicyBundle? Loaded, bool IsGreen)
{
    public int Errors => Findings.Count(finding => finding.Severity == DraftFinding.Error);

    public int Warnings => Findings.Count(finding => finding.Severity == DraftFinding.Warning);

    public int Passed => Cases.Count(outcome => outcome.Passed);

    /// <summary>The whole in one sentence, which is also what a screen reader hears while somebody types.</summary>
    public string Summary => (Errors, Warnings) switch
    {
        (0, 0) => $"Nothing wrong. {Passed} of {Cases.Count} tests passed.",
        (0, _) => $"{Count(Warnings, "warning")}. {Passed} of {Cases.Count} tests passed.",
        (_, 0) => $"{Count(Errors, "error")}.",
        _ => $"{Count(Errors, "error")}, {Count(Warnings, "warning")}.",
    };

    public static DraftReport Of(CatalogSnapshot catalog, string text, string tests, Instant now, CancellationToken cancellationToken)
    {
        var trial = PolicyTrial.Run(catalog, text, tests, now, cancellationToken);
        if (text.Length > Limits.PolicyText)
        {
            return new DraftReport([.. trial.Faults.Select(Found)], trial.Outcomes, null, IsGreen: false);
        }

        // The checker says of the text all that the trial says, and what is better done otherwise; of the tests only the trial knows.
        var check = PolicyChecker.Check(PolicyEntry.TextFile, text, catalog.World, now, cancellationToken);
        var findings = check.Findings.Select(Found).Concat(trial.Faults.Where(fault => fault.Path == PolicyEntry.TestsPath || check.Succeeded).Select(Found));
        return new DraftReport(
            [.. findings.OrderBy(finding => finding.Severity != DraftFinding.Error)], trial.Outcomes, trial.Loaded, trial.Bundle is not null && check.Succeeded);
    }

    /// <summary>When it could not be worked out: why.</summary>
    public static DraftReport Unknown(string why) =>
        new([new DraftFinding(DraftFinding.Error, PolicyEntry.TextFile, 1, 1, 0, why, null)], [], null, IsGreen: false);

    private static DraftFinding Found(Finding finding) => new(
        finding.Severity switch
        {
            FindingSeverity.Error => DraftFinding.Error,
            FindingSeverity.Warning => DraftFinding.Warning,
            _ => DraftFinding.Info,
        },
        finding.File,
        finding.Line,
        finding.Column,
        finding.Length,
        finding.Message,
        finding.Advice.Length == 0 ? null : finding.Advice);

    private static DraftFinding Found(CatalogFault fault) => new(
        DraftFinding.Error,
        fault.Path == PolicyEntry.TestsPath ? PolicyEntry.TestsFile : PolicyEntry.TextFile,
        fault.Line ?? 1,
        fault.Column ?? 1,
        0,
        fault.Message);

    private static string Count(int count, string of) => count == 1 ? $"1 {of}" : $"{count} {of}s";
}
