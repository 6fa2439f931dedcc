using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Tables;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>The git repositories the gateway stands before.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class RepositoriesPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Project { get; set; }

    public CatalogSnapshot Snapshot { get; } = catalog.Current;

    public PageOf<RepositoryEntry> Repositories { get; private set; } = PageOf<RepositoryEntry>.From([], 1);

    public void OnGet([FromQuery(Name = "page")] int number = 1)
    {
        var found = Snapshot.Repositories.Values.Where(repository => Project is null or "" || repository.Project == Project);
        Repositories = PageOf<RepositoryEntry>.From(
            [.. Search.Where(found, Q, repository => [repository.FullName, repository.DisplayName, repository.Upstream.OriginalString])
                .OrderBy(repository => repository.FullName, StringComparer.Ordinal)],
            number);
    }
}
