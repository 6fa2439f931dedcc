using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>
/// The way of a policy into force: somebody writes a draft, its checks are green and what it changes is kept with it, a second person
/// consents to exactly that, and only then it is activated, now or at an instant. Every step is durable in the trace before anybody
/// can see it. Whether somebody may write or approve at all, the caller has asked policy; that nobody approves what they wrote is held
/// here, and once more when it is activated.
/// </summary>
internal sealed partial class PolicyDrafts(
    CatalogRoom catalog, DraftStore drafts, CatalogStore store, DraftActivation activation, PolicyWork work, TraceRoom trace, TimeProvider clock,
    ILogger<PolicyDrafts> log)
{
    private const int MostOpen = 200;
    private const int Tries = 5;

    private static readonly DraftState[] Open = [DraftState.Draft, DraftState.Submitted, DraftState.Approved, DraftState.Scheduled, DraftState.Failed];

    /// <summary>Approved policies whose instant came and that could not be activated; shown until somebody edits or withdraws them.</summary>
    public IReadOnlyList<DraftHead> FailedSchedules => activation.Failed;

    public Task<PolicyDraft?> FindAsync(long number, CancellationToken cancellationToken) => drafts.FindAsync(number, cancellationToken);

    /// <summary>Drafts without their texts, newest first.</summary>
    public Task<IReadOnlyList<DraftHead>> ListAsync(bool openOnly, int skip, int take, CancellationToken cancellationToken) =>
        drafts.ListAsync(openOnly ? Open : [], skip, take, cancellationToken);

    /// <summary>Begins a draft. It need not be green to be kept.</summary>
    public Task<DraftOutcome> CreateAsync(DraftText text, Actor actor, CancellationToken cancellationToken) =>
        BeginAsync(text, rollbackOf: null, actor, cancellationToken);

    /// <summary>Begins a draft that says what an older version said. It walks the same way as any other.</summary>
    public async Task<DraftOutcome> RollBackAsync(long version, string note, Actor actor, CancellationToken cancellationToken)
    {
        if (await store.PolicyAsync(version, cancellationToken) is not { } older)
        {
            return new DraftOutcome.Missing();
        }

        var inForce = catalog.Current.Policy?.Number ?? 0;
        return await BeginAsync(new DraftText(older.Text, older.Tests, note, inForce), version, actor, cancellationToken);
    }

    /// <summary>Rewrites a draft. What was said of the old words, a submission, an approval or an instant, is gone.</summary>
    /// <param name="revision">The revision that the editor saw.</param>
    public async Task<DraftOutcome> EditAsync(long number, long revision, DraftText text, Actor actor, CancellationToken cancellationToken)
    {
        if (await SeenAsync(number, revision, cancellationToken) is not { } draft)
        {
            return await NotSeenAsync(number, cancellationToken);
        }

        ImmutableArray<CatalogFault> faults = [.. DraftRules.Edit(draft), .. DraftRules.Text(text, catalog.Current)];
        var after = draft.Rewritten(text, actor.Login, clock.GetUtcNow());
        return await StepAsync(faults, after, DraftEvents.Drafted(after, draft, actor), cancellationToken);
    }

    /// <summary>Checks a draft, works out what it changes and hands it to a second person.</summary>
    public async Task<DraftOutcome> SubmitAsync(long number, long revision, Actor actor, CancellationToken cancellationToken)
    {
        if (await SeenAsync(number, revision, cancellationToken) is not { } draft)
        {
            return await NotSeenAsync(number, cancellationToken);
        }

        var (snapshot, now) = (catalog.Current, clock.GetUtcNow());
        if (DraftRules.Submit(draft, snapshot) is { IsEmpty: false } faults)
        {
            return new DraftOutcome.Refused(faults);
        }

        var review = await work.RunAsync(actor.Login, token => DraftReview.Of(snapshot, draft.Text, draft.Tests, Instant.FromDateTimeOffset(now), token), cancellationToken);
        if (review.Value?.Comparison is not { } comparison)
        {
            return new DraftOutcome.Refused(review.Fault is { } none ? [none] : review.Value!.Faults);
        }

        var after = draft with
        {
            Revision = draft.Revision + 1, State = DraftState.Submitted, SubmittedBy = actor.Login, SubmittedAt = now, Comparison = comparison,
        };
        return await StepAsync([], after, DraftEvents.Submitted(after, comparison, actor), cancellationToken);
    }

    /// <summary>Consents to a draft, as the approver saw it. Checked once more against the catalogue as it is now.</summary>
    /// <param name="sha256">What the approver looked at, <see cref="PolicyDraft.Sha256"/>.</param>
    public async Task<DraftOutcome> ApproveAsync(long number, string sha256, string reason, Actor actor, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(number, cancellationToken) is not { } draft)
        {
            return new DraftOutcome.Missing();
        }

        var (snapshot, now) = (catalog.Current, clock.GetUtcNow());
        ImmutableArray<CatalogFault> faults = [.. DraftRules.Approve(draft, sha256, actor, snapshot), .. reason.Length == 0 ? [] : DraftRules.Reason(reason)];
        if (faults.IsEmpty)
        {
            var trial = await work.RunAsync(
                actor.Login, token => Rules.PolicyTrial.Run(snapshot, draft.Text, draft.Tests, Instant.FromDateTimeOffset(now), token), cancellationToken);
            faults = trial.Fault is { } none ? [none] : trial.Value!.Faults;
        }

        var after = draft with
        {
            Revision = draft.Revision + 1, State = DraftState.Approved, DecidedBy = actor.Login, DecidedAt = now, Decision = reason.Length == 0 ? null : reason,
        };
        return await StepAsync(faults, after, DraftEvents.Approved(after, actor), cancellationToken);
    }

    /// <summary>Refuses a draft, also one that was approved and is not in force yet.</summary>
    public Task<DraftOutcome> RejectAsync(long number, string reason, Actor actor, CancellationToken cancellationToken) =>
        EndAsync(number, DraftState.Rejected, reason, actor, DraftRules.Reject, DraftEvents.Rejected, cancellationToken);

    /// <summary>Gives a draft up, and with it its approval and its instant.</summary>
    public Task<DraftOutcome> WithdrawAsync(long number, string reason, Actor actor, CancellationToken cancellationToken) =>
        EndAsync(number, DraftState.Withdrawn, reason, actor, DraftRules.Withdraw, DraftEvents.Withdrawn, cancellationToken);

    /// <summary>Puts an approved draft into force: now, or at an instant at which it is checked again.</summary>
    public async Task<DraftOutcome> ActivateAsync(long number, DateTimeOffset? at, Actor actor, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(number, cancellationToken) is not { } draft)
        {
            return new DraftOutcome.Missing();
        }

        var now = clock.GetUtcNow();
        var faults = DraftRules.Activate(draft, catalog.Current);
        if (at is not { } due || due <= now)
        {
            return faults.IsEmpty ? await activation.NowAsync(draft, actor, cancellationToken) : new DraftOutcome.Refused(faults);
        }

        var instant = due.ToUniversalTime();
        var after = draft with
        {
            Revision = draft.Revision + 1, State = DraftState.Scheduled, ScheduledBy = actor.Login, ActivateAt = instant, Failure = null,
        };
        return await StepAsync([.. faults, .. DraftRules.Schedule(due, now)], after, DraftEvents.Scheduled(after, instant, actor), cancellationToken);
    }

    private async Task<DraftOutcome> BeginAsync(DraftText text, long? rollbackOf, Actor actor, CancellationToken cancellationToken)
    {
        if (DraftRules.Text(text, catalog.Current) is { IsEmpty: false } faults)
        {
            return new DraftOutcome.Refused(faults);
        }

        if ((await drafts.ListAsync(Open, MostOpen - 1, 1, cancellationToken)).Count > 0)
        {
            return DraftOutcome.Because($"is one too many: {MostOpen} are open. Withdraw those that nobody works on");
        }

        var now = clock.GetUtcNow();
        var blank = new PolicyDraft
        {
            Number = 0, Revision = 0, State = DraftState.Draft, Text = "", Tests = "", Note = "", BaseNumber = 0, RollbackOf = rollbackOf, Sha256 = "",
            Author = actor.Login, Editors = [], CreatedAt = now, EditedAt = now,
        };
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (result, draft) = await StoredAsync(
                () => drafts.AddAsync(
                    number => blank.Rewritten(text, actor.Login, now) with { Number = number },
                    (added, token) => trace.OpenAsync(DraftEvents.Drafted(added, null, actor), token).AsTask(),
                    cancellationToken));
            if (result != SaveResult.Stale)
            {
                return draft is not null ? new DraftOutcome.Done(draft) : Unstored(result);
            }
        }

        return DraftOutcome.Because("could not be numbered, because many are begun at this moment; try again");
    }

    private async Task<DraftOutcome> EndAsync(
        long number, DraftState state, string reason, Actor actor, Func<PolicyDraft, ImmutableArray<CatalogFault>> rule,
        Func<PolicyDraft, string, Actor, AuditEvent> tell, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(number, cancellationToken) is not { } draft)
        {
            return new DraftOutcome.Missing();
        }

        var after = draft with
        {
            Revision = draft.Revision + 1, State = state, DecidedBy = actor.Login, DecidedAt = clock.GetUtcNow(), Decision = reason, ActivateAt = null,
        };
        return await StepAsync([.. rule(draft), .. DraftRules.Reason(reason)], after, tell(after, reason, actor), cancellationToken);
    }

    private async Task<PolicyDraft?> SeenAsync(long number, long revision, CancellationToken cancellationToken) =>
        await drafts.FindAsync(number, cancellationToken) is { } draft && draft.Revision == revision ? draft : null;

    private async Task<DraftOutcome> NotSeenAsync(long number, CancellationToken cancellationToken) =>
        await drafts.FindAsync(number, cancellationToken) is { } current ? new DraftOutcome.Stale(current) : new DraftOutcome.Missing();

    private async Task<DraftOutcome> StepAsync(ImmutableArray<CatalogFault> faults, PolicyDraft after, AuditEvent happened, CancellationToken cancellationToken)
    {
        if (!faults.IsEmpty)
        {
            return new DraftOutcome.Refused(faults);
        }

        var (result, stored) = await StoredAsync(async () =>
            (await drafts.StepAsync(after, (_, token) => trace.OpenAsync(happened, token).AsTask(), cancellationToken), (PolicyDraft?)after));
        await activation.LookAtFailedAsync(cancellationToken);
        return result switch
        {
            SaveResult.Saved => new DraftOutcome.Done(stored!),
            SaveResult.Stale => await NotSeenAsync(after.Number, cancellationToken),
            _ => Unstored(result),
        };
    }

    private async Task<(SaveResult? Result, PolicyDraft? Draft)> StoredAsync(Func<Task<(SaveResult Result, PolicyDraft? Draft)>> save)
    {
        try
        {
            return await save();
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException)
        {
            CannotStore(fault);
            return (null, null);
        }
    }

    private static DraftOutcome.Refused Unstored(SaveResult? result) => result is null
        ? DraftOutcome.Because("the database cannot be written at this moment, so nothing was changed; the gateway's log says why", "database")
        : DraftOutcome.Because("the trace cannot be written at this moment, so nothing may change; try again when it is healthy", "trace");

    [LoggerMessage(Level = LogLevel.Error, Message = "A step of a policy draft cannot be stored, and is in the trace if it got that far")]
    private partial void CannotStore(Exception fault);
}
