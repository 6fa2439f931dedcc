using System.Buffers;
using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Rules;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>What must hold before a draft takes a step. Each answers everything that stands in the way; nothing means that it may.</summary>
internal static class DraftRules
{
    // What a database cuts off or refuses would come back as another text, and the version before would be served in its place.
    private static readonly SearchValues<char> Unkept = SearchValues.Create('\0');

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    /// <summary>A draft need not be right to be kept, only bounded and explained.</summary>
    public static ImmutableArray<CatalogFault> Text(DraftText text, CatalogSnapshot catalog)
    {
        var faults = new List<CatalogFault>();
        Bounded(PolicyEntry.TextPath, text.Text, faults);
        Bounded(PolicyEntry.TestsPath, text.Tests, faults);
        new EntryFaults("draft", faults).Line("note", text.Note, Limits.Reason);
        if (text.BaseNumber < 0 || text.BaseNumber > InForce(catalog))
        {
            faults.Add(new CatalogFault("draft/baseNumber", $"is no version that was in force; in force is {InForce(catalog)}"));
        }

        return [.. faults];
    }

    public static ImmutableArray<CatalogFault> Reason(string reason)
    {
        var faults = new List<CatalogFault>();
        new EntryFaults("draft", faults).Line("reason", reason, Limits.Reason);
        return [.. faults];
    }

    public static ImmutableArray<CatalogFault> Submit(PolicyDraft draft, CatalogSnapshot catalog)
    {
        if (draft.State is not (DraftState.Draft or DraftState.Submitted))
        {
            return [Fault($"is {Word(draft.State)}; edit it before it is submitted again")];
        }

        return catalog.Policy is { } policy && policy.Text == draft.Text && policy.Tests == draft.Tests
            ? [Fault($"says what version {policy.Number}, which is in force, says already")]
            : Base(draft, catalog);
    }

    public static ImmutableArray<CatalogFault> Approve(PolicyDraft draft, string sha256, Actor actor, CatalogSnapshot catalog)
    {
        if (draft.State != DraftState.Submitted)
        {
            return [Fault($"is {Word(draft.State)}; only what was submitted is approved")];
        }

        if (sha256 != draft.Sha256)
        {
            return [Fault($"is not what you looked at: it is {draft.Sha256} now. Read it again before you approve it")];
        }

        return draft.MayBeApprovedBy(actor.Login)
            ? Base(draft, catalog)
            : [Fault("was written or submitted by you, and nobody approves their own; ask another person who has approvePolicy")];
    }

    public static ImmutableArray<CatalogFault> Reject(PolicyDraft draft) =>
        draft.State is DraftState.Submitted or DraftState.Approved or DraftState.Scheduled or DraftState.Failed
            ? []
            : [Fault($"is {Word(draft.State)}; only what waits for consent or activation is rejected")];

    public static ImmutableArray<CatalogFault> Withdraw(PolicyDraft draft) =>
        draft.IsOpen ? [] : [Fault($"is {Word(draft.State)} already")];

    public static ImmutableArray<CatalogFault> Edit(PolicyDraft draft) =>
        draft.IsOpen ? [] : [Fault($"is {Word(draft.State)} and is not changed any more; begin another")];

    public static ImmutableArray<CatalogFault> Activate(PolicyDraft draft, CatalogSnapshot catalog) =>
        draft.State is DraftState.Approved or DraftState.Scheduled or DraftState.Failed && draft.DecidedBy is not null
            ? Base(draft, catalog)
            : [Fault($"is {Word(draft.State)}; a second person has to approve it before it can come into force")];

    public static ImmutableArray<CatalogFault> Schedule(DateTimeOffset at, DateTimeOffset now) =>
        at - now > Furthest ? [new CatalogFault("draft/at", "lies more than a year ahead, which nobody can approve with open eyes")] : [];

    /// <summary>What an approval, a submission and an activation have in common: the policy they change is the one that is in force.</summary>
    private static ImmutableArray<CatalogFault> Base(PolicyDraft draft, CatalogSnapshot catalog) => draft.BaseNumber == InForce(catalog)
        ? []
        :
        [
            Fault($"began from version {draft.BaseNumber}, and version {InForce(catalog)} is in force now; "
                + "take over what changed, edit the draft and have it approved again"),
        ];

    private static long InForce(CatalogSnapshot catalog) => catalog.Policy?.Number ?? 0;

    private static void Bounded(string path, string text, List<CatalogFault> faults)
    {
        if (text.Length > Limits.PolicyText)
        {
            faults.Add(new CatalogFault(path, $"has {text.Length} characters; at most {Limits.PolicyText} are read"));
        }
        else if (text.AsSpan().ContainsAny(Unkept))
        {
            faults.Add(new CatalogFault(path, "holds a NUL character, which not every database keeps"));
        }
    }

    private static CatalogFault Fault(string message) => new("draft", message);

    private static string Word(DraftState state) => state switch
    {
        DraftState.Draft => "still being written",
        DraftState.Submitted => "waiting for consent",
        DraftState.Active => "in force or has been",
        DraftState.Failed => "approved, but failed to come into force",
        _ => state.ToString().ToLowerInvariant(),
    };
}
