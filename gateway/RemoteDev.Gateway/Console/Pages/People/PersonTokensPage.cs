using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Tokens;

namespace RemoteDev.Gateway.Console.Pages.People;

/// <summary>The access tokens of a person, for who may manage people: what each is for, and a way to end it. Never a value.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class PersonTokensPage(CatalogRoom catalog, AccessTokenDesk desk, TimeProvider clock) : ConsolePage(clock)
{
    public PersonEntry Person { get; private set; } = null!;

    public IReadOnlyList<AccessTokenRow> Tokens { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromRoute] string login, CancellationToken cancellationToken)
    {
        if (!catalog.Current.People.TryGetValue(login, out var person))
        {
            return NotFound();
        }

        (Person, Tokens) = (person, await desk.OfAsync(login, cancellationToken));
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync([FromRoute] string login, [FromForm] string? id, CancellationToken cancellationToken)
    {
        if (!catalog.Current.People.ContainsKey(login))
        {
            return NotFound();
        }

        var step = await desk.RevokeAsync(login, id, Actor, "Revoked by an administrator.", cancellationToken);
        Done(step.Passed(out var row, out var refusal) ? $"{row.Name} opens nothing any more, and what it had open was cut." : refusal.Reason);
        return Redirect($"/people/{login}/tokens");
    }
}
