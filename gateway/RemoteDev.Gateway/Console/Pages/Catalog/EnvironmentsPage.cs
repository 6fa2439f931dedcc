using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Gateway.Contain.Ssh.Connectors;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>The environments inside the client's network that people work in.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class EnvironmentsPage(CatalogRoom catalog, LiveConnectors connectors, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Project { get; set; }

    public CatalogSnapshot Snapshot { get; } = catalog.Current;

    public PageOf<EnvironmentEntry> Environments { get; private set; } = PageOf<EnvironmentEntry>.From([], 1);

    /// <summary>The newest connector of an environment, or null when none is connected.</summary>
    public LiveConnector? Connected(EnvironmentEntry environment) => connectors.Of(environment.Name) is [var newest, ..] ? newest : null;

    public void OnGet([FromQuery(Name = "page")] int number = 1)
    {
        var found = Snapshot.Environments.Values.Where(environment => Project is null or "" || environment.Project == Project);
        Environments = PageOf<EnvironmentEntry>.From(
            [.. Search.Where(found, Q, environment => [environment.Name, environment.DisplayName, environment.Upstream.OriginalString])
                .OrderBy(environment => environment.DisplayName, StringComparer.OrdinalIgnoreCase)],
            number);
    }
}
