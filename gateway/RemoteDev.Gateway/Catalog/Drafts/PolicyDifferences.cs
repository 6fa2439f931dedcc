using System.Collections.Immutable;
using NodaTime;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Rules;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>What one policy changes against another, over the catalogue as it is: for whoever thinks about a change before it is a draft.</summary>
internal sealed class PolicyDifferences(CatalogRoom catalog, CatalogStore store, PolicyWork work, TimeProvider clock)
{
    /// <summary>Compares a text, or a version, with a version; what is null is the policy in force.</summary>
    /// <returns>The comparison; null with everything that keeps it from being worked out.</returns>
    public async Task<(DraftComparison? Comparison, ImmutableArray<CatalogFault> Faults)> BetweenAsync(
        long? from, long? to, string? text, string login, CancellationToken cancellationToken)
    {
        var snapshot = catalog.Current;
        var before = await VersionAsync(snapshot, from, "from", cancellationToken);
        var after = text is null ? await VersionAsync(snapshot, to, "to", cancellationToken) : () => PolicyTrial.Load(snapshot, text);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var worked = await work.RunAsync(login, token => Compared(snapshot, before(), after(), now, token), cancellationToken);
        return worked.Value is { } compared ? (compared.Comparison, compared.Faults) : (null, [worked.Fault!]);
    }

    private static DraftReview Compared(CatalogSnapshot snapshot, PolicyTrial before, PolicyTrial after, Instant now, CancellationToken cancellationToken) =>
        before.Loaded is { } old && after.Loaded is { } changed
            ? new DraftReview([], PolicyComparer.Compare(snapshot, old, changed, now, cancellationToken))
            : new DraftReview([.. before.Faults, .. after.Faults], null);

    // Reads at once and loads when its turn comes.
    private async Task<Func<PolicyTrial>> VersionAsync(CatalogSnapshot snapshot, long? number, string field, CancellationToken cancellationToken)
    {
        if (number is not { } wanted)
        {
            return () => new PolicyTrial(snapshot.Bundle, [], []);
        }

        if (await store.PolicyAsync(wanted, cancellationToken) is not { } entry)
        {
            return () => new PolicyTrial(null, [new CatalogFault(field, $"there is no version {wanted} of the policy")], []);
        }

        return () =>
        {
            var stored = StoredPolicy.Load(entry);
            return new PolicyTrial(stored.Bundle, stored.Faults, []);
        };
    }
}
