using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Policy.Checking;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>A draft looked at whole: what is wrong with it, or what it changes.</summary>
/// <param name="Comparison">Null while there are faults.</param>
internal sealed record DraftReview(ImmutableArray<CatalogFault> Faults, DraftComparison? Comparison)
{
    private const int MostWarnings = 100;

    public static DraftReview Of(CatalogSnapshot catalog, string text, string tests, Instant now, CancellationToken cancellationToken)
    {
        var trial = PolicyTrial.Run(catalog, text, tests, now, cancellationToken);
        if (trial.Bundle is not { } bundle)
        {
            return new DraftReview(trial.Faults, null);
        }

        var lint = PolicyChecker.Check(PolicyEntry.TextFile, text, catalog.World, now, cancellationToken);
        return new DraftReview([], PolicyComparer.Compare(catalog, catalog.Bundle, bundle, now, cancellationToken) with
        {
            TestsPassed = trial.Outcomes.Count, Warnings = [.. lint.Findings.Take(MostWarnings).Select(finding => finding.ToString())],
        });
    }
}
