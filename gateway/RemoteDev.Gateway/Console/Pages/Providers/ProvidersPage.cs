using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Tables;

namespace RemoteDev.Gateway.Console.Pages.Providers;

/// <summary>Who may vouch for people, and for whom.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class ProvidersPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public CatalogSnapshot Snapshot { get; } = catalog.Current;

    public PageOf<ProviderEntry> Providers { get; private set; } = PageOf<ProviderEntry>.From([], 1);

    public void OnGet([FromQuery(Name = "page")] int number = 1) =>
        Providers = PageOf<ProviderEntry>.From(
            [.. Search.Where(Snapshot.Providers.Values, Q, provider => [provider.Name, provider.DisplayName, .. provider.Domains])
                .OrderBy(provider => provider.Name, StringComparer.Ordinal)],
            number);

    public int PeopleOf(ProviderEntry provider) => Snapshot.People.Values.Count(person => person.Provider == provider.Name);

    public string EmployersOf(ProviderEntry provider) => provider.Vendors.IsEmpty
        ? "The client"
        : string.Join(", ", provider.Vendors.Select(name => Snapshot.Vendors.GetValueOrDefault(name)?.DisplayName ?? name));
}
