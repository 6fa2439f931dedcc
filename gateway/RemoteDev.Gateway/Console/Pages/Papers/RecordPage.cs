using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console.Pages.Papers;

/// <summary>An administrator records that a person's paper is on file.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class RecordPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty]
    public string? Note { get; set; }

    public FormFaults Faults { get; } = new();

    public PersonEntry Person { get; private set; } = null!;

    public DocumentEntry Document { get; private set; } = null!;

    public IActionResult OnGet([FromRoute] string login, [FromRoute] string document) => Find(login, document) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] string login, [FromRoute] string document, CancellationToken cancellationToken)
    {
        if (!Find(login, document))
        {
            return NotFound();
        }

        var note = FormText.One(Note);
        if (note.Length == 0)
        {
            Faults.Add("note", "write where the signed paper is kept, or who checked it");
            return Page();
        }

        if (await catalog.EditAsync([new CatalogEdit.SignDocument(login, document, Document.Sha256, note)], Actor, null, cancellationToken) is EditOutcome.Refused refused)
        {
            Faults.Take(refused.Faults, CatalogKind.Person.Path(login));
            return Page();
        }

        Done($"{Document.Title} {Document.Version} is on file for {Person.DisplayName}.");
        return Redirect("/documents");
    }

    private bool Find(string login, string document)
    {
        var snapshot = catalog.Current;
        if (!snapshot.People.TryGetValue(login, out var person) || !snapshot.Documents.TryGetValue(document, out var found))
        {
            return false;
        }

        (Person, Document) = (person, found);
        return true;
    }
}
