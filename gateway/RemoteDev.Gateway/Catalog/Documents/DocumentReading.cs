using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>What a set of files says the catalogue should hold.</summary>
/// <param name="Edits">One or two per entry, in the order of the files; entries with a fault are there as far as they could be read.</param>
/// <param name="Named">The paths of all entries written, <c>people/ada</c>.</param>
/// <param name="Positions">Where everything stands.</param>
/// <param name="Faults">What is wrong with the writing. What is wrong with the content, the room finds.</param>
internal sealed record DocumentReading(
    IReadOnlyList<CatalogEdit> Edits, IReadOnlySet<string> Named, Positions Positions, IReadOnlyList<CatalogFault> Faults)
{
    /// <summary>The room's answer with places, and with the faults of the writing before those of the content.</summary>
    public EditOutcome Refuse(EditOutcome outcome)
    {
        if (Faults.Count == 0 && outcome is not EditOutcome.Refused)
        {
            return outcome;
        }

        // A field that could not be read reads as empty; what the rules then say of its emptiness would be said twice.
        var unread = Faults.Select(fault => fault.Path).ToHashSet(StringComparer.Ordinal);
        var content = outcome is EditOutcome.Refused refused ? refused.Faults : [];
        return new EditOutcome.Refused([.. Faults, .. content.Where(fault => !unread.Contains(fault.Path)).Select(Positions.Locate)]);
    }
}
