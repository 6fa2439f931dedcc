using RemoteDev.Gateway.Catalog.Edits;

namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>What a set of files says the catalogue should hold.</summary>
/// <param name="Edits">One or two per entry, in the order of the files; entries with a fault are there as far as they could be read.</param>
/// <param name="Named">The paths of all entries written, <c>people/ada</c>.</param>
/// <param name="Positions">Where everything stands.</param>
/// <param name="Faults">What is wrong with the writing. What is wrong with the content, the room finds.</param>
internal sealed record DocumentReading(
    IReadOnlyList<CatalogEdit> Edits, IReadOnlySet<string> Named, Positions Positions, IReadOnlyList<CatalogFault> Faults);
