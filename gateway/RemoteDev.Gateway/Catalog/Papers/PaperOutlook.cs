using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Papers;

/// <summary>One person and one document that people are asked for now.</summary>
/// <param name="Paper">What the person has of that kind, if anything.</param>
internal sealed record PaperOutlook(PersonEntry Person, DocumentEntry Document, AttestationEntry? Paper, PaperState State)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public bool IsDue => State != PaperState.Valid;

    public bool IsOverdue => State is PaperState.Missing or PaperState.Expired;

    /// <summary>Every document that the person is asked for, the most pressing first.</summary>
    public static IEnumerable<PaperOutlook> Of(CatalogSnapshot snapshot, PersonEntry person, DateTimeOffset now) =>
        snapshot.Documents.Values.Where(document => document.Current)
            .Select(document => Of(person, document, now))
            .OrderBy(outlook => outlook.State).ThenBy(outlook => outlook.Document.Title, StringComparer.Ordinal);

    private static PaperOutlook Of(PersonEntry person, DocumentEntry document, DateTimeOffset now)
    {
        var paper = person.Attestations.FirstOrDefault(paper => paper.Kind == document.Kind);
        var state = paper switch
        {
            null => PaperState.Missing,
            _ when paper.ExpiresAt <= now => PaperState.Expired,
            _ when paper.ExpiresAt - now < Soon => PaperState.ExpiresSoon,
            _ when paper.Document is not null && paper.Document != document.Name => PaperState.OlderVersion,
            _ => PaperState.Valid,
        };
        return new PaperOutlook(person, document, paper, state);
    }
}
