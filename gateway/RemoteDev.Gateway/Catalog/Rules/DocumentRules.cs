using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Faults;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What a document must be, by itself and beside the others, and what an acceptance says of it.</summary>
internal static class DocumentRules
{
    private const int LongestDays = 3660;

    public static void Check(DocumentEntry entry, EntryFaults faults)
    {
        faults.Name("name", entry.Name);
        faults.OneOf("kind", entry.Kind, "nda", "training", DocumentEntry.Background);
        faults.Line("version", entry.Version, Limits.Word);
        faults.Line("title", entry.Title, Limits.DisplayName);
        if (string.IsNullOrWhiteSpace(entry.Text))
        {
            faults.Add("text", "is missing; people accept what they can read in full");
        }
        else if (entry.Text.Length > Limits.DocumentText)
        {
            faults.Add("text", $"has {entry.Text.Length} characters; at most {Limits.DocumentText} are kept");
        }
        else if (entry.Text.Any(static c => char.IsControl(c) && c is not ('\n' or '\t')))
        {
            faults.Add("text", "holds control characters; end lines with a line feed alone");
        }

        if (entry.ValidDays is < 1 or > LongestDays)
        {
            faults.Add("validDays", $"is {entry.ValidDays}; write 1 to {LongestDays} days");
        }
    }

    public static void Check(CatalogSnapshot before, CatalogSnapshot after, List<CatalogFault> faults)
    {
        foreach (var twice in after.Documents.Values.Where(document => document.Current).GroupBy(document => document.Kind, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            var names = twice.Select(document => document.Name).Order(StringComparer.Ordinal).ToArray();
            faults.Add(new CatalogFault($"{CatalogKind.Document.Path(names[1])}/current", $"is true, and so it is on {names[0]}: of each kind people are asked for one document"));
        }

        foreach (var (name, was) in before.Documents)
        {
            if (after.Documents.GetValueOrDefault(name) is { } becomes
                && (becomes.Kind, becomes.Version, becomes.Text, becomes.ValidDays) != (was.Kind, was.Version, was.Text, was.ValidDays))
            {
                faults.Add(new CatalogFault(
                    CatalogKind.Document.Path(name), "is a text that people may have accepted, so kind, version, text and length do not change; add another document and make that one current"));
            }
        }

        foreach (var person in after.People.Values)
        {
            for (var i = 0; i < person.Attestations.Length; i++)
            {
                Signed(CatalogKind.Person.Path(person.Login) + $"/attestations[{i}]", person.Attestations[i], before, after, faults);
            }
        }
    }

    private static void Signed(string path, AttestationEntry paper, CatalogSnapshot before, CatalogSnapshot after, List<CatalogFault> faults)
    {
        ReferenceRules.Exists(paper.Document, CatalogKind.Document, before.Documents.Keys, after.Documents, $"{path}/document", faults);
        if (paper.Document is { } name && after.Documents.GetValueOrDefault(name) is { } document
            && (document.Kind != paper.Kind || document.Version != paper.Version || document.Sha256 != paper.Sha256))
        {
            faults.Add(new CatalogFault(path, $"says of the document {Spelling.Cut(name)} another kind, version or SHA-256 than it has"));
        }

        if (paper.Note is { Length: > Limits.Reason } || paper.By is { Length: > Limits.Actor })
        {
            faults.Add(new CatalogFault(path, $"has a note of more than {Limits.Reason} characters, or a name of more than {Limits.Actor}"));
        }
    }
}
