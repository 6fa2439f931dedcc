using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>The steps of a draft as the trace tells them.</summary>
internal static class DraftEvents
{
    /// <summary>A draft was begun or rewritten.</summary>
    /// <param name="was">What the draft was before it was rewritten; null for a new one.</param>
    public static AuditEvent Drafted(PolicyDraft draft, PolicyDraft? was, Actor actor) => By(actor, new PolicyDrafted
    {
        Draft = draft.Number,
        Revision = draft.Revision,
        Sha256 = draft.Sha256,
        Base = draft.BaseNumber,
        Author = draft.Author,
        RollbackOf = draft.RollbackOf,
        Voided = was is { State: not DraftState.Draft } ? was.State.ToString() : null,
    });

    public static AuditEvent Submitted(PolicyDraft draft, DraftComparison comparison, Actor actor) => By(actor, new PolicySubmitted
    {
        Draft = draft.Number,
        Sha256 = draft.Sha256,
        Base = draft.BaseNumber,
        Author = draft.Author,
        TestsPassed = comparison.TestsPassed,
        Summary = comparison.Summary,
        Gained = comparison.Gained,
        Lost = comparison.Lost,
    });

    public static AuditEvent Approved(PolicyDraft draft, Actor actor) => By(actor, new PolicyApproved
    {
        Draft = draft.Number, Sha256 = draft.Sha256, Base = draft.BaseNumber, Author = draft.Author, Reason = draft.Decision,
    });

    public static AuditEvent Rejected(PolicyDraft draft, string reason, Actor actor) => By(actor, new PolicyRejected
    {
        Draft = draft.Number, Sha256 = draft.Sha256, Author = draft.Author, Reason = reason,
    });

    public static AuditEvent Withdrawn(PolicyDraft draft, string reason, Actor actor) => By(actor, new PolicyWithdrawn
    {
        Draft = draft.Number, Sha256 = draft.Sha256, Author = draft.Author, Reason = reason,
    });

    public static AuditEvent Scheduled(PolicyDraft draft, DateTimeOffset at, Actor actor) => By(actor, new PolicyScheduled
    {
        Draft = draft.Number, Sha256 = draft.Sha256, Author = draft.Author, Approver = draft.DecidedBy ?? "", At = at,
    });

    public static AuditEvent Failed(PolicyDraft draft, DateTimeOffset due, IReadOnlyList<string> faults, Actor actor) => By(actor, new PolicyActivationFailed
    {
        Draft = draft.Number, Sha256 = draft.Sha256, Author = draft.Author, Approver = draft.DecidedBy ?? "", ScheduledFor = due, Faults = faults,
    });

    /// <summary>The event under the name, session and address of whoever caused it.</summary>
    internal static AuditEvent By(Actor actor, AuditEvent happened) =>
        happened with { Actor = actor.Login, Session = actor.Session, Source = actor.Source?.ToString() };
}
