using NodaTime;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>
/// The way back in an emergency. One person goes back alone to the version before only when nobody gains anything by it: an emergency
/// is a policy that permits too much. The machine's operator may go back to any version, as they may save any; both are traced.
/// </summary>
internal sealed class PolicyRestore(CatalogRoom catalog, CatalogStore store, PolicyWork work, TimeProvider clock)
{
    /// <summary>Brings an older version back into force at once.</summary>
    /// <param name="to">The version to go back to; null is the one before the one in force.</param>
    public async Task<EditOutcome> RestoreAsync(long? to, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var snapshot = catalog.Current;
        if (snapshot.Policy is not { } inForce)
        {
            return Refuse("no policy is in force, so there is none to go back from");
        }

        var wanted = to ?? inForce.Number - 1;
        if (await store.PolicyAsync(wanted, cancellationToken) is not { } older || StoredPolicy.Load(older).Bundle is not { } bundle)
        {
            return Refuse($"there is no version {wanted} that loads");
        }

        GainsNothing? proof = null;
        if (!actor.IsOperator)
        {
            // The week shows what would be given to whom; the policies themselves, that nothing is given later or to people who are not here yet.
            var compared = await work.RunAsync(
                actor.Login,
                token => PolicyComparer.Compare(snapshot, snapshot.Bundle, bundle, Instant.FromDateTimeOffset(clock.GetUtcNow()), token), cancellationToken);
            if (compared.Value is not { } comparison)
            {
                return new EditOutcome.Refused([compared.Fault!]);
            }

            var latent = WhyLater(snapshot, older);
            proof = GainsNothing.By(comparison, latent, inForce.Number, older.Number);
            if (proof is null)
            {
                var why = comparison is { Gained: 0, Loosened: 0 } && latent is not null ? $"it may later, because {latent}" : comparison.Summary;
                return Refuse($"would give somebody something, which takes a second person: {why}. Begin a draft of the rollback in its place");
            }
        }

        return await catalog.EditAsync([new CatalogEdit.RestorePolicy(older, reason, proof)], actor, snapshot.Version, cancellationToken);
    }

    /// <summary>Why an older version may give somebody something some day, read off the policies themselves; null when it cannot.</summary>
    public static string? WhyLater(CatalogSnapshot catalog, PolicyEntry older) => StoredPolicy.Load(older).Bundle is { } bundle
        ? PolicyContainment.WhyNot(bundle, catalog.Bundle, ObligationSet.BuiltIn)
        : $"version {older.Number} does not load";

    private static EditOutcome.Refused Refuse(string message) => new([new CatalogFault("rollback", message)]);
}
