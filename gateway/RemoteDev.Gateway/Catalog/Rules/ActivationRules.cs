using RemoteDev.Gateway.Catalog.Drafts;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Explaining;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>
/// No person changes the policy alone. Held here, in the one place that every edit passes, whichever door it came by. The machine's
/// operator may save directly: somebody must describe the first administrator, and the trace names them.
/// </summary>
internal static class ActivationRules
{
    private const string EditPolicy = "editPolicy";
    private const string ApprovePolicy = "approvePolicy";

    /// <summary>Whether what somebody scheduled may still happen in their name.</summary>
    public static bool MaySchedule(CatalogSnapshot catalog, string login) => login == Actor.Operator
        || (catalog.People.GetValueOrDefault(login) is { Suspended: false }
            && new[] { EditPolicy, ApprovePolicy }.Any(action => Standing.CouldPermit(catalog.Bundle, catalog.World, login, Actions.Find(action)!.Uid, Uids.Gateway)));

    public static void Check(Actor actor, CatalogSnapshot before, IReadOnlyList<CatalogEdit> edits, List<CatalogFault> faults)
    {
        foreach (var edit in edits)
        {
            switch (edit)
            {
                case CatalogEdit.SavePolicy save when !actor.IsOperator && (before.Policy?.Text != save.Text || before.Policy.Tests != save.Tests):
                    Add(
                        faults,
                        "is not changed by one person alone: begin a draft (in the console under Policy, or POST /api/v1/policy/drafts), submit it, and have another person approve it");
                    break;
                case CatalogEdit.ActivatePolicy { Draft: var draft }:
                    Activation(draft, before, edits, faults);
                    break;
                case CatalogEdit.RestorePolicy restore:
                    Restoration(actor, restore, before, edits, faults);
                    break;
            }
        }
    }

    private static void Restoration(
        Actor actor, CatalogEdit.RestorePolicy restore, CatalogSnapshot before, IReadOnlyList<CatalogEdit> edits, List<CatalogFault> faults)
    {
        new EntryFaults(PolicyEntry.TextPath, faults).Line("reason", restore.Reason, Limits.Reason);
        var inForce = before.Policy?.Number ?? 0;
        var proven = restore.Proof is { } proof && proof.CatalogVersion == before.Version && proof.From == inForce && proof.To == restore.Older.Number;
        if (!actor.IsOperator && (edits.Count != 1 || restore.Older.Number != inForce - 1 || !proven))
        {
            Add(faults, "goes back by one person alone only to the version before, and only when nobody gains anything by it; begin a draft of the rollback");
        }
    }

    private static void Activation(PolicyDraft draft, CatalogSnapshot before, IReadOnlyList<CatalogEdit> edits, List<CatalogFault> faults)
    {
        if (edits.Count != 1)
        {
            Add(faults, "comes into force by itself, not together with other edits, which nobody approved");
        }

        faults.AddRange(DraftRules.Activate(draft, before));
        if (draft.Sha256 != PolicyDraft.DigestOf(new DraftText(draft.Text, draft.Tests, draft.Note, draft.BaseNumber)))
        {
            Add(faults, $"of draft {draft.Number} is not what was approved; edit the draft and have it approved again");
        }

        if (draft.DecidedBy is not { } approver || !draft.MayBeApprovedBy(approver))
        {
            Add(faults, $"of draft {draft.Number} has no approval of a second person");
        }
        else if (approver != Actor.Operator && before.People.GetValueOrDefault(approver) is not { Suspended: false })
        {
            Add(faults, $"of draft {draft.Number} was approved by {approver}, who is suspended or gone; have it approved again");
        }
        else if (approver != Actor.Operator && !Standing.CouldPermit(before.Bundle, before.World, approver, Actions.Find(ApprovePolicy)!.Uid, Uids.Gateway))
        {
            Add(faults, $"of draft {draft.Number} was approved by {approver}, who may approve policy no more; have it approved again");
        }
    }

    private static void Add(List<CatalogFault> faults, string message) => faults.Add(new CatalogFault(PolicyEntry.TextPath, message));
}
