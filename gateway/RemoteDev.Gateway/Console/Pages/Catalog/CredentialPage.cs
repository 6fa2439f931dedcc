using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Credentials;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>Issues an environment's own credential and shows it once.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class CredentialPage(CatalogRoom catalog, WorkloadCredentialDesk desk, WorkloadCredentialStore store, TimeProvider clock) : ConsolePage(clock)
{
    public EnvironmentEntry Environment { get; private set; } = null!;

    public FormFaults Faults { get; } = new();

    /// <summary>What git inside sends, shown in this one answer.</summary>
    public WorkloadCredential? Issued { get; private set; }

    /// <summary>What is known of the present one; null when none was issued.</summary>
    public WorkloadCredentialRow? Present { get; private set; }

    /// <summary>Whether half of its life is over, which a helper that works does not let happen.</summary>
    public bool IsLate => Present is { } present && Now - (present.RenewedAt ?? present.IssuedAt) > (present.ExpiresAt - (present.RenewedAt ?? present.IssuedAt)) / 2;

    public async Task<IActionResult> OnGetAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if (!Find(name))
        {
            return NotFound();
        }

        Present = await store.DescribeAsync(name, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if (!Find(name))
        {
            return NotFound();
        }

        if ((await desk.IssueAsync(name, Actor, cancellationToken)).Passed(out var credential, out var refusal))
        {
            Issued = credential;
        }
        else
        {
            Faults.Add("", refusal.Reason);
            Present = await store.DescribeAsync(name, cancellationToken);
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
