using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Gateway.Identify.Credentials;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>The machines that use git by themselves.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class ServicesPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public CatalogSnapshot Snapshot { get; } = catalog.Current;

    public PageOf<ServiceEntry> Services { get; private set; } = PageOf<ServiceEntry>.From([], 1);

    public void OnGet([FromQuery(Name = "page")] int number = 1) =>
        Services = PageOf<ServiceEntry>.From(
            [.. Search.Where(Snapshot.Services.Values, Q, service => [service.Name, service.Description, service.Owner]).OrderBy(service => service.Name, StringComparer.Ordinal)],
            number);

    public string OwnerOf(ServiceEntry service) => Snapshot.People.GetValueOrDefault(service.Owner)?.DisplayName ?? service.Owner;

    /// <summary>Why nobody may use it now, in two words; null when somebody may.</summary>
    public string? StandingOf(ServiceEntry service) =>
        service.Suspended ? "Suspended" : ServiceStanding.WhyNot(Snapshot, service) is null ? null : "Owner suspended";
}
