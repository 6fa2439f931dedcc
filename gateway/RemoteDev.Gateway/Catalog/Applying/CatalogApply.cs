using RemoteDev.Gateway.Catalog.Documents;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Catalog.Applying;

/// <summary>
/// Makes the catalogue what files say. Applying the same files again changes nothing. Every fault of every file is answered at
/// once, with file, line and column.
/// </summary>
internal sealed class CatalogApply(CatalogRoom catalog, TraceRoom trace)
{
    // A prune is planned against one version; somebody else's edit meanwhile means planning again.
    private const int Plans = 5;

    public async Task<EditOutcome> ApplyAsync(ApplyRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var reading = DocumentReader.Read(request.Documents);
        EditOutcome outcome = new EditOutcome.Stale(catalog.Current.Version);
        for (var plan = 0; plan < Plans && outcome is EditOutcome.Stale; plan++)
        {
            var seen = catalog.Current;
            IReadOnlyList<CatalogEdit> edits = request.Prune ? [.. reading.Edits, .. Removals(seen, reading)] : reading.Edits;
            outcome = request.DryRun || reading.Faults.Count > 0
                ? catalog.Preview(edits, actor)
                : await catalog.EditAsync(edits, actor, request.Prune ? seen.Version : null, cancellationToken);
        }

        if (outcome is EditOutcome.Applied { Changes.IsEmpty: false } applied && actor.IsOperator && !request.DryRun && reading.Faults.Count == 0)
        {
            // What changed is durable already; this names the files it came from.
            trace.Record(new OperatorApplied
            {
                Actor = actor.Login,
                Files = [.. request.Documents.Select(document => document.File)],
                Version = applied.Version,
                Changes = applied.Changes.Length,
            });
        }

        return reading.Refuse(outcome);
    }

    private static IEnumerable<CatalogEdit> Removals(CatalogSnapshot snapshot, DocumentReading reading) =>
        from kind in CatalogKinds.All
        from name in snapshot.NamesOf(kind)
        where !reading.Named.Contains(kind.Path(name))
        select new CatalogEdit.Remove(kind, name);
}
