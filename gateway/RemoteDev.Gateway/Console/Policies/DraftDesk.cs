using NodaTime;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Console.Impact;
using RemoteDev.Policy.Comparing;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>Looks at drafts for the pages: by themselves, and beside the policy in force.</summary>
internal sealed class DraftDesk(CatalogRoom catalog, PolicyWork work, EditImpact impact, TimeProvider clock)
{
    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>What is wrong with a draft.</summary>
    public DraftReport Report(string text, string tests) => DraftReport.Of(catalog.Current, text, tests, Now);

    /// <summary>What a draft would change in the week that begins today. Costs; bounded, and given up when nobody waits any more.</summary>
    public async Task<DraftReach> ReachAsync(string text, string tests, CancellationToken cancellationToken)
    {
        var snapshot = catalog.Current;
        if (DraftReport.Of(snapshot, text, tests, Now).Loaded is not { } draft)
        {
            return new DraftReach(null, "This can be said when the policy has no error.", []);
        }

        var today = Now.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        var (before, after) = (new PolicyState(snapshot.Bundle, snapshot.World), new PolicyState(draft, snapshot.World));
        var worked = await work.RunAsync(token => PolicyDiff.Compare(before, after, today, token), cancellationToken);
        var endings = impact.Of([new CatalogEdit.SavePolicy(text, tests)]);
        return new DraftReach(worked.Value, worked.Fault?.Message, endings);
    }
}
