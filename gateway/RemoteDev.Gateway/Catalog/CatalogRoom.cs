using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Catalog;

/// <summary>
/// The door to the catalogue. Reading is one volatile read of an immutable snapshot; editing is one at a time, all or nothing, and
/// in the trace before anybody can see it. When the trace refuses, nothing changes.
/// </summary>
internal sealed partial class CatalogRoom(CatalogStore store, TraceRoom trace, TimeProvider clock, ILogger<CatalogRoom> log) : IDisposable
{
    private static readonly EditOutcome NotStored = new EditOutcome.Refused(
        [new CatalogFault("database", "the database cannot be written at this moment, so nothing was changed; the gateway's log says why")]);

    private static readonly EditOutcome NotTraced = new EditOutcome.Refused(
        [new CatalogFault("trace", "the trace cannot be written at this moment, so nothing may change; try again when it is healthy")]);

    private readonly SemaphoreSlim _oneEditor = new(1, 1);

    // A withdrawal cannot wait for the editor, who may be waiting for the database. Listeners hear of snapshots in the order of the swaps.
    private readonly Lock _swapping = new();
    private volatile CatalogSnapshot _current = CatalogSnapshot.Empty;

    /// <summary>Raised after <see cref="Current"/> was swapped, with what it is now. Handlers are short and do not throw.</summary>
    public event Action<CatalogSnapshot>? Changed;

    /// <summary>The catalogue as it is. Take it once per decision and read everything from that one.</summary>
    public CatalogSnapshot Current => _current;

    /// <summary>Makes all the edits, or none of them and says everything that is wrong.</summary>
    /// <param name="edits">In order; a later edit sees the earlier ones.</param>
    /// <param name="actor">Who edits; guards and trace go by it. Whether they may edit at all, the caller has decided.</param>
    /// <param name="baseVersion">The version the editor saw, or null to edit whatever is there.</param>
    public async Task<EditOutcome> EditAsync(IReadOnlyList<CatalogEdit> edits, Actor actor, long? baseVersion, CancellationToken cancellationToken)
    {
        // Tests of a policy take their time, and nobody waits for them to suspend a person: they run before the turn to edit.
        var seenFirst = _current;
        var ready = edits.Any(edit => edit is CatalogEdit.ActivatePolicy or CatalogEdit.RestorePolicy) ? CheckedEdit.Of(seenFirst, edits, actor, clock.GetUtcNow()) : null;
        await _oneEditor.WaitAsync(cancellationToken);
        try
        {
            var before = _current;
            if (baseVersion is { } seen && seen != before.Version)
            {
                return new EditOutcome.Stale(before.Version);
            }

            var edit = ready is not null && ReferenceEquals(before, seenFirst) ? ready : CheckedEdit.Of(before, edits, actor, clock.GetUtcNow());
            return Judged(before, edit) ?? await MakeAsync(before, edit, edits, actor, cancellationToken);
        }
        finally
        {
            _oneEditor.Release();
        }
    }

    /// <summary>What <see cref="EditAsync"/> would answer, without changing anything.</summary>
    public EditOutcome Preview(IReadOnlyList<CatalogEdit> edits, Actor actor)
    {
        var before = _current;
        var edit = CheckedEdit.Of(before, edits, actor, clock.GetUtcNow());
        return Judged(before, edit) ?? new EditOutcome.Applied(edit.After.Version, edit.Changes);
    }

    /// <summary>Reads what is stored: at start, and when another gateway has edited.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _oneEditor.WaitAsync(cancellationToken);
        try
        {
            await SwapInStoredAsync(cancellationToken);
        }
        finally
        {
            _oneEditor.Release();
        }
    }

    /// <summary>Reads what is stored if another gateway has edited since this one read it.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (await store.VersionAsync(cancellationToken) != _current.Version)
        {
            await ReloadAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Takes the policy away, so that nothing is permitted, until <see cref="ReloadAsync"/>: nobody knows any more what the
    /// catalogue says.
    /// </summary>
    public void Withdraw()
    {
        lock (_swapping)
        {
            // What an editor swaps in meanwhile comes before this or after it, and is never overwritten by what was known earlier.
            Swap(WithoutPolicy(_current));
        }
    }

    public void Dispose() => _oneEditor.Dispose();

    private static CatalogSnapshot WithoutPolicy(CatalogSnapshot known) => new()
    {
        Version = known.Version,
        Vendors = known.Vendors,
        Roles = known.Roles,
        Documents = known.Documents,
        Providers = known.Providers,
        People = known.People,
        Services = known.Services,
        Projects = known.Projects,
        Environments = known.Environments,
        Repositories = known.Repositories,
        Windows = known.Windows,
        Networks = known.Networks,
        LastPolicy = known.LastPolicy,
        Unreadable = known.Unreadable,
        LoadFaults = [.. known.LoadFaults, new CatalogFault("database", "does not answer, so nothing is permitted until it does")],
    };

    private static EditOutcome? Judged(CatalogSnapshot before, CheckedEdit edit) => edit switch
    {
        { Faults.IsEmpty: false } => new EditOutcome.Refused(edit.Faults),
        { Changes.IsEmpty: true } => new EditOutcome.Applied(before.Version, []),
        _ => null,
    };

    private async Task<EditOutcome> MakeAsync(
        CatalogSnapshot before, CheckedEdit edit, IReadOnlyList<CatalogEdit> edits, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            var step = edits.OfType<CatalogEdit.ActivatePolicy>().SingleOrDefault()?.Draft.Activated(edit.After.Policy!);
            switch (await store.SaveAsync(before, edit.After, edit.Changes, step, token => TraceAsync(edit, edits, actor, token), cancellationToken))
            {
                case SaveResult.Saved:
                    Swap(edit.After);
                    return new EditOutcome.Applied(edit.After.Version, edit.Changes);
                case SaveResult.Stale:
                    return new EditOutcome.Stale(await store.VersionAsync(cancellationToken));
                default:
                    return NotTraced;
            }
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException)
        {
            CannotStore(actor.Login, fault);
            return NotStored;
        }
    }

    private async Task SwapInStoredAsync(CancellationToken cancellationToken)
    {
        var stored = (await store.ReadAsync(cancellationToken)).ToSnapshot();
        foreach (var fault in stored.LoadFaults)
        {
            DoesNotLoad(fault.Path, fault.Line ?? 0, fault.Message);
        }

        // Said once, not each time that another gateway edits something else.
        var known = _current.Unreadable.Select(policy => policy.Number).ToHashSet();
        foreach (var unreadable in stored.Unreadable.Where(policy => !known.Contains(policy.Number)))
        {
            ServesOlder(unreadable.Number, stored.Policy?.Number ?? 0);
            trace.Record(new PolicyUnreadable
            {
                Version = unreadable.Number, Served = stored.Policy?.Number, Faults = [.. unreadable.Faults.Select(fault => fault.Message)],
            });
        }

        Swap(stored);
    }

    private async Task<bool> TraceAsync(CheckedEdit edit, IReadOnlyList<CatalogEdit> edits, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var happened in EditEvents.Of(edit, edits, actor))
        {
            if (!await trace.OpenAsync(happened, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private void Swap(CatalogSnapshot snapshot)
    {
        lock (_swapping)
        {
            _current = snapshot;
            EachListener.Tell(Changed, listener => listener(snapshot), ListenerFailed);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener of the catalogue threw, and may not have followed it.")]
    private partial void ListenerFailed(Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "An edit of {Actor} cannot be stored, and is in the trace if it got that far")]
    private partial void CannotStore(string actor, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Version {Version} of the policy does not load; version {Served} is in force in its place (0: none, and nothing is permitted). Repair it now")]
    private partial void ServesOlder(long version, long served);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Stored {Path} (line {Line}) does not load, and what depends on it is refused: {Reason}")]
    private partial void DoesNotLoad(string path, int line, string reason);
}
