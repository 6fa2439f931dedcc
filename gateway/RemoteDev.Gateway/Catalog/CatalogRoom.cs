using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Catalog;

/// <summary>
/// The door to the catalogue. Reading is one volatile read of an immutable snapshot; editing is one at a time, all or nothing.
/// </summary>
internal sealed class CatalogRoom(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _oneEditor = new(1, 1);
    private volatile CatalogSnapshot _current = CatalogSnapshot.Empty;

    /// <summary>Raised after <see cref="Current"/> was swapped, with what it is now. Handlers are short and do not throw.</summary>
    public event Action<CatalogSnapshot>? Changed;

    /// <summary>The catalogue as it is. Take it once per decision and read everything from that one.</summary>
    public CatalogSnapshot Current => _current;

    /// <summary>Makes all the edits, or none of them and says everything that is wrong.</summary>
    /// <param name="edits">In order; a later edit sees the earlier ones.</param>
    /// <param name="actor">Who edits; guards and trace go by it.</param>
    /// <param name="baseVersion">The version the editor saw, or null to edit whatever is there.</param>
    public async Task<EditOutcome> EditAsync(IReadOnlyList<CatalogEdit> edits, Actor actor, long? baseVersion, CancellationToken cancellationToken)
    {
        await _oneEditor.WaitAsync(cancellationToken);
        try
        {
            var before = _current;
            if (baseVersion is { } seen && seen != before.Version)
            {
                return new EditOutcome.Stale(before.Version);
            }

            var draft = new CatalogDraft(before);
            foreach (var edit in edits)
            {
                draft.Apply(edit, actor.Login, clock.GetUtcNow());
            }

            if (draft.Faults.Count > 0)
            {
                return new EditOutcome.Refused([.. draft.Faults]);
            }

            var after = draft.Finish(before.Version + 1);
            var changes = CatalogDiff.Between(before, after);
            if (changes.IsEmpty)
            {
                return new EditOutcome.Applied(before.Version, changes);
            }

            _current = after;
            Changed?.Invoke(after);
            return new EditOutcome.Applied(after.Version, changes);
        }
        finally
        {
            _oneEditor.Release();
        }
    }

    public void Dispose() => _oneEditor.Dispose();
}
