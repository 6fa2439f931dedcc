using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Identify.Credentials;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>Issues an environment's own credential and shows it once.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class CredentialPage(CatalogRoom catalog, WorkloadCredentialDesk desk, TimeProvider clock) : ConsolePage(clock)
{
    public EnvironmentEntry Environment { get; private set; } = null!;

    public FormFaults Faults { get; } = new();

    /// <summary>What git inside sends, shown in this one answer.</summary>
    public WorkloadCredential? Issued { get; private set; }

    public IActionResult OnGet([FromRoute] string name) => Find(name) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if (!Find(name))
        {
            return NotFound();
        }

        if ((await desk.RotateAsync(name, Actor, cancellationToken)).Passed(out var credential, out var refusal))
        {
            Issued = credential;
        }
        else
        {
            Faults.Add("", refusal.Reason);
        }

        return Page();
    }

    private bool Find(string name)
    {
        if (!catalog.Current.Environments.TryGetValue(name, out var environment))
        {
            return false;
        }

        Environment = environment;
        return true;
    }
}
