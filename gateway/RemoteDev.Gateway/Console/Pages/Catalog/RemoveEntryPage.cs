using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>Removes a project, an environment, a repository, a window or a network.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class RemoveEntryPage(CatalogRoom catalog, TimeProvider clock) : RemovePage(catalog, clock)
{
    protected override IReadOnlyList<CatalogKind> Kinds { get; } =
        [CatalogKind.Project, CatalogKind.Environment, CatalogKind.Repository, CatalogKind.Window, CatalogKind.Network];
}
