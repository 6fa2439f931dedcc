using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Tables;

namespace RemoteDev.Gateway.Console.Pages.People;

/// <summary>Everybody the catalogue knows, found by words, employer, role and state.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class PeoplePage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    /// <summary>The filter value for people whom no vendor employs.</summary>
    public const string Client = "client";

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Vendor { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Role { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    public CatalogSnapshot Snapshot { get; } = catalog.Current;

    public PageOf<PersonEntry> People { get; private set; } = PageOf<PersonEntry>.From([], 1);

    public void OnGet([FromQuery(Name = "page")] int number = 1)
    {
        var found = Snapshot.People.Values
            .Where(person => Vendor is null or "" || (person.Vendor ?? Client) == Vendor)
            .Where(person => Role is null or "" || person.Roles.Contains(Role, StringComparer.Ordinal))
            .Where(person => State switch { "active" => !person.Suspended, "suspended" => person.Suspended, _ => true });
        People = PageOf<PersonEntry>.From(
            [.. Search.Where(found, Q, person => [person.Login, person.DisplayName, person.Email]).OrderBy(person => person.DisplayName, StringComparer.OrdinalIgnoreCase)],
            number);
    }
}
