using System.Collections.Immutable;
using System.Globalization;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Rules;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>
/// Puts approved drafts into force. The draft's step and the new version of the catalogue are one transaction, so of several gateways
/// exactly one activates, and the others follow as they follow every edit.
/// </summary>
internal sealed partial class DraftActivation(
    CatalogRoom catalog, CatalogStore store, DraftStore drafts, TraceRoom trace, TimeProvider clock, ILogger<DraftActivation> log)
{
    private const int Tries = 3;
    private const int MostShown = 20;

    private volatile IReadOnlyList<DraftHead> _failed = [];

    /// <summary>Drafts whose instant came and that could not be activated.</summary>
    public IReadOnlyList<DraftHead> Failed => _failed;

    /// <summary>Activates a draft now. The catalogue judges it once more, text, tests and approval.</summary>
    public async Task<DraftOutcome> NowAsync(PolicyDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            switch (await catalog.EditAsync([new CatalogEdit.ActivatePolicy(draft)], actor, null, cancellationToken))
            {
                case EditOutcome.Applied:
                    await LookAtFailedAsync(cancellationToken);
                    return await drafts.FindAsync(draft.Number, cancellationToken) is { } active ? new DraftOutcome.Done(active) : new DraftOutcome.Missing();
                case EditOutcome.Refused refused:
                    return new DraftOutcome.Refused(refused.Faults);
            }

            // Somebody edited the catalogue or this draft at this moment.
            await catalog.ReloadAsync(cancellationToken);
            if (await drafts.FindAsync(draft.Number, cancellationToken) is not { } current)
            {
                return new DraftOutcome.Missing();
            }

            if (current.Revision != draft.Revision)
            {
                return new DraftOutcome.Stale(current);
            }
        }

        return DraftOutcome.Because("could not be activated, because the catalogue is being edited at this moment; try again");
    }

    /// <summary>
    /// Activates what is due. What no longer holds is not activated: that is traced, and shown until somebody looks after it. While
    /// trace or database cannot be written, what is due stays due.
    /// </summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var due in (await drafts.ListAsync([DraftState.Scheduled], 0, int.MaxValue, cancellationToken)).Where(head => head.ActivateAt <= now).OrderBy(head => head.ActivateAt))
        {
            if (await drafts.FindAsync(due.Number, cancellationToken) is { State: DraftState.Scheduled, ActivateAt: { } at } draft)
            {
                await ActivateDueAsync(draft, at, cancellationToken);
            }
        }

        await LookAtFailedAsync(cancellationToken);
    }

    /// <summary>Reads again which activations failed.</summary>
    public async Task LookAtFailedAsync(CancellationToken cancellationToken) =>
        _failed = await drafts.ListAsync([DraftState.Failed], 0, MostShown, cancellationToken);

    private async Task ActivateDueAsync(PolicyDraft draft, DateTimeOffset due, CancellationToken cancellationToken)
    {
        // Judged by the catalogue as it is now, not as this gateway last saw it.
        if (await store.VersionAsync(cancellationToken) != catalog.Current.Version)
        {
            await catalog.ReloadAsync(cancellationToken);
        }

        var actor = new Actor(draft.ScheduledBy ?? draft.Author, Actor.Schedule, null, null);
        if (!ActivationRules.MaySchedule(catalog.Current, actor.Login))
        {
            // Whoever is suspended has nothing open any more, and this neither.
            var fault = new CatalogFault("draft", $"was scheduled by {actor.Login}, who is suspended, gone or may change policy no more; somebody else has to put it into force");
            await FailAsync(draft, due, [fault], actor, cancellationToken);
            return;
        }

        switch (await NowAsync(draft, actor, cancellationToken))
        {
            case DraftOutcome.Done done:
                Activated(draft.Number, done.Draft.Version ?? 0, due);
                break;
            case DraftOutcome.Refused { Faults: var faults } when !faults.Any(fault => fault.Path is "trace" or "database"):
                await FailAsync(draft, due, faults, actor, cancellationToken);
                break;
        }
    }

    private async Task FailAsync(PolicyDraft draft, DateTimeOffset due, ImmutableArray<CatalogFault> faults, Actor actor, CancellationToken cancellationToken)
    {
        string[] words = [.. faults.Take(50).Select(Words)];
        var after = draft with { Revision = draft.Revision + 1, State = DraftState.Failed, Failure = string.Join('\n', words) };
        var result = await drafts.StepAsync(
            after, (_, token) => trace.OpenAsync(DraftEvents.Failed(after, due, words, actor), token).AsTask(), cancellationToken);
        if (result == SaveResult.Saved)
        {
            NotActivated(draft.Number, draft.Author, due, words[0]);
        }
    }

    private static string Words(CatalogFault fault) => fault.Line is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"{fault.File ?? fault.Path}:{line}:{fault.Column ?? 1}: {fault.Message}")
        : $"{fault.Path}: {fault.Message}";

    [LoggerMessage(Level = LogLevel.Information, Message = "Draft {Draft} is in force as version {Version} of the policy, as scheduled for {Due}")]
    private partial void Activated(long draft, long version, DateTimeOffset due);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Draft {Draft} of {Author} was to come into force at {Due} and no longer holds, so it did not: {Reason}")]
    private partial void NotActivated(long draft, string author, DateTimeOffset due, string reason);
}
