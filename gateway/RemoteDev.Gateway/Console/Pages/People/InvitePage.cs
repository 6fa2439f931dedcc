using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Identify.Invitations;

namespace RemoteDev.Gateway.Console.Pages.People;

/// <summary>Issues an enrolment link and shows it once. The link is in this one answer and nowhere else.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class InvitePage(CatalogRoom catalog, InvitationDesk desk, TimeProvider clock) : ConsolePage(clock)
{
    public PersonEntry Person { get; private set; } = null!;

    public FormFaults Faults { get; } = new();

    public InvitationIssue? Issued { get; private set; }

    public IActionResult OnGet([FromRoute] string login) => Find(login) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] string login, CancellationToken cancellationToken)
    {
        if (!Find(login))
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

    private bool Find(string login)
    {
        if (!catalog.Current.People.TryGetValue(login, out var person))
        {
            return false;
        }

        Person = person;
        return true;
    }
}
