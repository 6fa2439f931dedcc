using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Tables;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>Projects and what belongs to them.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class ProjectsPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public CatalogSnapshot Snapshot { get; } = catalog.Current;

    public PageOf<ProjectEntry> Projects { get; private set; } = PageOf<ProjectEntry>.From([], 1);

    public void OnGet([FromQuery(Name = "page")] int number = 1) =>
        Projects = PageOf<ProjectEntry>.From(
            [.. Search.Where(Snapshot.Projects.Values, Q, project => [project.Name, project.DisplayName]).OrderBy(project => project.DisplayName, StringComparer.OrdinalIgnoreCase)],
            number);

    public int EnvironmentsOf(ProjectEntry project) => Snapshot.Environments.Values.Count(environment => environment.Project == project.Name);

    public int RepositoriesOf(ProjectEntry project) => Snapshot.Repositories.Values.Count(repository => repository.Project == project.Name);
}
