using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Resets;

namespace RemoteDev.Gateway.Console.Pages.People;

/// <summary>
/// Issues the first enrolment link of a person and shows it once: it is in this one answer and nowhere else. For somebody who has an account it
/// starts a reset, to which a second administrator has to consent.
/// </summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class InvitePage(CatalogRoom catalog, InvitationDesk desk, ResetStore resets, ResetDesk resetDesk, TimeProvider clock) : ConsolePage(clock)
{
    public PersonEntry Person { get; private set; } = null!;

    public FormFaults Faults { get; } = new();

    public InvitationIssue? Issued { get; private set; }

    /// <summary>Whether there is an account that would be replaced.</summary>
    public bool HasAccount { get; private set; }

    /// <summary>By what the person signs in; null with a password of ours.</summary>
    public string? Provider =>
        Person.Provider is { } name ? catalog.Current.Providers.GetValueOrDefault(name)?.DisplayName ?? name : null;

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] string login, CancellationToken cancellationToken) =>
        await FindAsync(login, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostResetAsync([FromRoute] string login, CancellationToken cancellationToken)
    {
        if (!await FindAsync(login, cancellationToken))
        {
            return NotFound();
        }

        if ((await resetDesk.StartAsync(login, Reason, Actor, cancellationToken)).Passed(out _, out var refusal))
        {
            Done($"The reset of {Person.DisplayName} waits for a second administrator.");
            return Redirect("/people/resets");
        }

        Faults.Add("", refusal.Reason);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string login, CancellationToken cancellationToken)
    {
        if (!await FindAsync(login, cancellationToken))
        {
            return NotFound();
        }

        // The portal's own origin: Listen let no other host through this door.
        var issued = await desk.IssueAsync(login, Actor, $"{Request.Scheme}://{Request.Host}", cancellationToken);
        if (issued.Passed(out var invitation, out var refusal))
        {
            Issued = invitation;
        }
        else
        {
            Faults.Add("", refusal.Reason);
        }

        return Page();
    }

    private async Task<bool> FindAsync(string login, CancellationToken cancellationToken)
    {
        if (!catalog.Current.People.TryGetValue(login, out var person))
        {
            return false;
        }

        (Person, HasAccount) = (person, await resets.HasAccountAsync(login, cancellationToken));
        return true;
    }
}
