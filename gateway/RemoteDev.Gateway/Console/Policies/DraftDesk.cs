using NodaTime;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Gateway.Console.Impact;
using RemoteDev.Policy.Comparing;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>Looks at drafts for the pages: by themselves, and beside the policy in force.</summary>
internal sealed class DraftDesk(CatalogRoom catalog, PolicyWork work, EditImpact impact, TimeProvider clock)
{
    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>What is wrong with a draft.</summary>
    /// <param name="login">Who asks.</param>
    public async Task<DraftReport> ReportAsync(string login, string text, string tests, CancellationToken cancellationToken)
    {
        var (snapshot, now) = (catalog.Current, Now);
        var worked = await work.RunAsync(login, token => DraftReport.Of(snapshot, text, tests, now, token), cancellationToken);
        return worked.Value ?? DraftReport.Unknown(worked.Fault!.Message);
    }

    /// <summary>What a draft would change in the week that begins today. Costs; bounded, and given up when nobody waits any more.</summary>
    /// <param name="login">Who asks.</param>
    public async Task<DraftReach> ReachAsync(string login, string text, string tests, CancellationToken cancellationToken)
    {
        var (snapshot, today) = (catalog.Current, Now.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant());
        var worked = await work.RunAsync(login, token => Reach(snapshot, text, tests, today, token), cancellationToken);
        return worked.Value ?? new DraftReach(null, worked.Fault!.Message, []);
    }

    private DraftReach Reach(CatalogSnapshot snapshot, string text, string tests, Instant today, CancellationToken cancellationToken)
    {
        if (PolicyTrial.Load(snapshot, text).Loaded is not { } draft)
        {
            return new DraftReach(null, "This can be said when the policy has no error.", []);
        }

        var (before, after) = (new PolicyState(snapshot.Bundle, snapshot.World), new PolicyState(draft, snapshot.World));
        var endings = impact.Of([new CatalogEdit.SavePolicy(text, tests)]);
        return new DraftReach(PolicyDiff.Compare(before, after, today, cancellationToken), null, endings);
    }
}
