using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Gateway.Catalog.Rules;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>A draft looked at whole: what is wrong with it, or what it changes.</summary>
/// <param name="Comparison">Null while there are faults.</param>
internal sealed record DraftReview(ImmutableArray<CatalogFault> Faults, DraftComparison? Comparison)
{
    public static DraftReview Of(CatalogSnapshot catalog, string text, string tests, Instant now, CancellationToken cancellationToken)
    {
        var trial = PolicyTrial.Run(catalog, text, tests, now);
        return trial.Bundle is { } bundle
            ? new DraftReview([], PolicyComparer.Compare(catalog, catalog.Bundle, bundle, now, cancellationToken) with { TestsPassed = trial.Outcomes.Count })
            : new DraftReview(trial.Faults, null);
    }
}
