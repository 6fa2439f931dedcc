using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Console.Pages.Papers;

/// <summary>One document. Its text is written once; what may change is the title, and whether people are asked for it.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class DocumentPage(CatalogRoom catalog, TimeProvider clock) : EntryPage(catalog, clock)
{
    private const string IsCurrent = "current";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Version { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? ValidDays { get; set; }

    [BindProperty]
    public List<string> Current { get; set; } = [];

    public DocumentEntry? Document { get; private set; }

    public IReadOnlyList<FieldChoice> Asking { get; } = [new(IsCurrent, "Ask people for it from now on", "The one of the same kind that was asked for before is kept, and not asked for any more.")];

    public IReadOnlyList<FieldChoice> Kinds { get; } = [new("nda", "NDA"), new("training", "Training"), new(DocumentEntry.Background, "Background check (recorded by an administrator)")];

    public IActionResult OnGet([FromRoute] string? name)
    {
        if (name is null)
        {
            (Kind, ValidDays, Current) = ("nda", "365", [IsCurrent]);
            return Page();
        }

        if (!Find(name))
        {
            return NotFound();
        }

        var document = Document!;
        (Name, Kind, Version, Title, Text) = (document.Name, document.Kind, document.Version, document.Title, document.Text);
        (ValidDays, Current) = (document.ValidDays.ToString(CultureInfo.InvariantCulture), document.Current ? [IsCurrent] : []);
        See(CatalogKind.Document, name);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? name, CancellationToken cancellationToken)
    {
        if (name is not null && !Find(name))
        {
            return NotFound();
        }

        var asked = Current.Contains(IsCurrent, StringComparer.Ordinal);
        if (!int.TryParse(ValidDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            days = 0;
        }

        // A browser sends lines ending in CR LF; the digest is of what is kept and shown.
        var entry = Document is { } kept
            ? kept with { Title = FormText.One(Title), Current = asked }
            : new DocumentEntry(
                FormText.One(Name), FormText.One(Kind), FormText.One(Version), FormText.One(Title), (Text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim(), days, asked);
        var older = Catalog.Current.Documents.Values.Where(other => asked && other.Current && other.Kind == entry.Kind && other.Name != entry.Name)
            .Select(other => (CatalogEdit)new CatalogEdit.PutDocument(other with { Current = false }));
        if (!await SaveAsync(CatalogKind.Document, entry.Name, [.. older, new CatalogEdit.PutDocument(entry)], cancellationToken))
        {
            return Page();
        }

        Done($"{entry.Title} {entry.Version} was saved.");
        return Redirect("/documents");
    }

    private bool Find(string name)
    {
        Document = Catalog.Current.Documents.GetValueOrDefault(name);
        return Document is not null;
    }
}
