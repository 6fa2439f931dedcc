using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>Suspends a service account or restores it, with a reason.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class ServiceStandingPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What the form is to do; it does nothing when the account's standing changed meanwhile.</summary>
    [BindProperty]
    public bool Suspend { get; set; }

    public ServiceEntry Service { get; private set; } = null!;

    public FormFaults Faults { get; } = new();

    public IActionResult OnGet([FromRoute] string name) => Find(name) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if (!Find(name))
        {
            return NotFound();
        }

        if (Suspend == Service.Suspended)
        {
            Faults.Add("", $"{name} {(Suspend ? "was suspended" : "was restored")} by somebody else meanwhile; there is nothing left to do");
            return Page();
        }

        if (await catalog.EditAsync([new CatalogEdit.SetServiceSuspended(name, Suspend, FormText.One(Reason))], Actor, null, cancellationToken) is EditOutcome.Refused refused)
        {
            Faults.Take(refused.Faults, CatalogKind.Service.Path(name));
            return Page();
        }

        Done(Suspend ? $"{name} is suspended. What it had open was cut." : $"{name} is restored.");
        return Redirect($"/services/{name}");
    }

    private bool Find(string name)
    {
        if (!catalog.Current.Services.TryGetValue(name, out var service))
        {
            return false;
        }

        Service = service;
        return true;
    }
}
