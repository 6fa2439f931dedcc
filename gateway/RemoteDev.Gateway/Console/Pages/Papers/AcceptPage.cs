using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Papers;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console.Pages.Papers;

/// <summary>The full text of a document, and its acceptance. What is traced is the SHA-256 of the text that this page showed.</summary>
[OpenToVerified]
internal sealed class AcceptPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty]
    public string? Shown { get; set; }

    [BindProperty]
    public bool Accepted { get; set; }

    public FormFaults Faults { get; } = new();

    public PaperOutlook Paper { get; private set; } = null!;

    public DocumentEntry Document => Paper.Document;

    public IActionResult OnGet([FromRoute] string name) => Find(name) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if (!Find(name))
        {
            return NotFound();
        }

        if (!Accepted)
        {
            Faults.Add("", "Tick that you have read the text and accept it.");
            return Page();
        }

        var edit = new CatalogEdit.SignDocument(Viewer.Login, name, FormText.One(Shown), null);
        var actor = Actor with { Via = Actor.Portal };
        if (await catalog.EditAsync([edit], actor, null, cancellationToken) is EditOutcome.Refused refused)
        {
            foreach (var fault in refused.Faults)
            {
                Faults.Add("", fault.Message);
            }

            return Page();
        }

        Done($"You accepted {Document.Title} {Document.Version}.");
        return Redirect("/papers");
    }

    private bool Find(string name)
    {
        var snapshot = catalog.Current;
        if (!snapshot.People.TryGetValue(Viewer.Login, out var person) || PaperOutlook.Of(snapshot, person, Now).FirstOrDefault(paper => paper.Document.Name == name) is not { } found)
        {
            return false;
        }

        Paper = found;
        return true;
    }
}
