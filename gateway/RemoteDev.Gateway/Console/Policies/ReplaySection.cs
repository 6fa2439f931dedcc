using NodaTime;
using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Replaying;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>Changes of a replay that go one way, for a table of their own.</summary>
/// <param name="Zone">The clock the times are shown on.</param>
internal sealed record ReplaySection(string Title, IReadOnlyList<ReplayChange> Changes, PolicyReplayed Replayed, DateTimeZone Zone)
{
    /// <summary>A table is read by people.</summary>
    public const int MostShown = 200;

    /// <summary>How many decisions the changes are.</summary>
    public int Decisions => Changes.Sum(change => change.Count);

    /// <summary>What would be refused now, what would be let through, and what would be answered in yet another way.</summary>
    public static IReadOnlyList<ReplaySection> Of(PolicyReplayed replayed, DateTimeZone zone)
    {
        ReplaySection Section(string title, Func<ReplayChange, bool> which) =>
            new(title, [.. replayed.Report.Changes.Where(which)], replayed, zone);
        return
        [
            Section("Newly refused", change => change.Before == VerdictKind.Permitted),
            Section("Newly permitted", change => change.After == VerdictKind.Permitted),
            Section("Refused otherwise", change => change.Before != VerdictKind.Permitted && change.After != VerdictKind.Permitted),
        ];
    }

    /// <summary>What gave the answer then, a line each.</summary>
    public IReadOnlyList<string> Then(ReplayChange change) => change.BeforePolicyIds.Count > 0
        ? [.. change.BeforePolicyIds.Select(id => Words(id, Replayed.InForce))]
        : [change.Before == VerdictKind.Permitted ? "The trace does not say by which policy" : "No policy permitted it"];

    /// <summary>What gives the answer now, a line each.</summary>
    public IReadOnlyList<string> Now(ReplayChange change) => change switch
    {
        { PolicyIds.Count: > 0 } => [.. change.PolicyIds.Select(id => Words(id, Replayed.Asked))],
        { Cause: DenialCause.Suspended } => ["The person is suspended now"],
        _ => ["No policy permits it"],
    };

    private static string Words(string id, PolicyBundle bundle) =>
        bundle.Find(id) is { Reason.Length: > 0 } policy ? $"{id}: {policy.Reason}" : id;
}
