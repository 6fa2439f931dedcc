using NodaTime;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>
/// The way back in an emergency. One person goes back alone to the version before only when nobody gains anything by it: an emergency
/// is a policy that permits too much. The machine's operator may go back to any version, as they may save any; both are traced.
/// </summary>
internal sealed class PolicyRestore(CatalogRoom catalog, CatalogStore store, PolicyWork work, TimeProvider clock)
{
    /// <summary>What going back would do. Decides nothing and changes nothing.</summary>
    /// <param name="to">The version to go back to; null is the one before the one in force.</param>
    /// <param name="login">Who asks.</param>
    public async Task<RestoreOutlook> OutlookAsync(long? to, string login, CancellationToken cancellationToken)
    {
        var snapshot = catalog.Current;
        var found = await FindAsync(snapshot, to, cancellationToken);
        if (found.Fault is not null)
        {
            return found;
        }

        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var worked = await work.RunAsync(login, token => Judge(snapshot, found, now, token), cancellationToken);
        return worked.Value ?? found with { Fault = worked.Fault };
    }

    /// <summary>Brings an older version back into force at once.</summary>
    /// <param name="to">The version to go back to; null is the one before the one in force.</param>
    public async Task<EditOutcome> RestoreAsync(long? to, string reason, Actor actor, CancellationToken cancellationToken)
    {
        // The operator needs no proof, and not the minute that it may take.
        var outlook = actor.IsOperator
            ? await FindAsync(catalog.Current, to, cancellationToken)
            : await OutlookAsync(to, actor.Login, cancellationToken);
        if (outlook.Fault is { } fault)
        {
            return new EditOutcome.Refused([fault]);
        }

        if (!actor.IsOperator && outlook.Proof is null)
        {
            var why = $"would give somebody something, which takes a second person: {outlook.Gains}";
            return new EditOutcome.Refused([Fault($"{why}. Begin a draft of the rollback in its place")]);
        }

        return await catalog.EditAsync(
            [new CatalogEdit.RestorePolicy(outlook.Older!, reason, outlook.Proof)], actor, outlook.CatalogVersion, cancellationToken);
    }

    private async Task<RestoreOutlook> FindAsync(CatalogSnapshot snapshot, long? to, CancellationToken cancellationToken)
    {
        var outlook = new RestoreOutlook { CatalogVersion = snapshot.Version, InForce = snapshot.Policy };
        if (outlook.InForce is not { } inForce)
        {
            return outlook with { Fault = Fault("no policy is in force, so there is none to go back from") };
        }

        var wanted = to ?? (inForce.Number - 1);
        return await store.PolicyAsync(wanted, cancellationToken) is { } older
            ? outlook with { Older = older }
            : outlook with { Fault = Fault($"there is no version {wanted} of the policy") };
    }

    private static RestoreOutlook Judge(
        CatalogSnapshot snapshot, RestoreOutlook found, Instant now, CancellationToken cancellationToken)
    {
        var (inForce, older) = (found.InForce!, found.Older!);
        var stored = StoredPolicy.Load(older);
        if (stored.Bundle is not { } bundle)
        {
            return found with { Fault = Fault($"version {older.Number} does not load: {stored.Faults[0].Message}") };
        }

        // The week shows what would be given to whom; the policies themselves, that nothing is given later or to people who are not here
        // yet.
        var comparison = PolicyComparer.Compare(snapshot, snapshot.Bundle, bundle, now, cancellationToken);
        var latent = PolicyContainment.WhyNot(bundle, snapshot.Bundle, ObligationSet.BuiltIn);
        var proof = GainsNothing.By(comparison, latent, inForce.Number, older.Number);
        return found with
        {
            Comparison = comparison,
            Proof = proof,
            Gains = proof is not null ? null
                : latent is not null && comparison is { Gained: 0, Loosened: 0 } ? $"nobody gains this week, but somebody may later, because {latent}"
                : comparison.Summary,
        };
    }

    private static CatalogFault Fault(string message) => new("rollback", message);
}
