using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Impact;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console.Pages.People;

/// <summary>Suspends a person or restores them, with a reason, after saying what it cuts.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class StandingPage(CatalogRoom catalog, EditImpact impact, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What the form is to do; it does nothing when the person's standing changed meanwhile.</summary>
    [BindProperty]
    public bool Suspend { get; set; }

    public PersonEntry Person { get; private set; } = null!;

    public FormFaults Faults { get; } = new();

    public IReadOnlyList<SessionEnding> Endings { get; private set; } = [];

    public IActionResult OnGet([FromRoute] string login) => Find(login) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] string login, CancellationToken cancellationToken)
    {
        if (!Find(login))
        {
            return NotFound();
        }

        if (Suspend == Person.Suspended)
        {
            Faults.Add("", $"{Person.DisplayName} {(Suspend ? "was suspended" : "was restored")} by somebody else meanwhile; there is nothing left to do");
            return Page();
        }

        var edit = new CatalogEdit.SetSuspended(login, Suspend, FormText.One(Reason));
        if (await catalog.EditAsync([edit], Actor, null, cancellationToken) is EditOutcome.Refused refused)
        {
            Faults.Take(refused.Faults, CatalogKind.Person.Path(login));
            return Page();
        }

        Done(Suspend
            ? $"{Person.DisplayName} is suspended. {(Endings.Count == 0 ? "Nothing was open." : $"{Endings.Count} sessions were cut.")}"
            : $"{Person.DisplayName} is restored and can sign in again.");
        return Redirect($"/people/{login}");
    }

    private bool Find(string login)
    {
        if (!catalog.Current.People.TryGetValue(login, out var person))
        {
            return false;
        }

        Person = person;
        Endings = person.Suspended ? [] : impact.Of([new CatalogEdit.SetSuspended(login, Suspended: true, "preview")]);
        return true;
    }
}
