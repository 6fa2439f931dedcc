using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Console.Pages.People;

/// <summary>Removes a person, a service account, a vendor, a role, a document or a provider.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class RemovePeoplePage(CatalogRoom catalog, TimeProvider clock) : RemovePage(catalog, clock)
{
    protected override IReadOnlyList<CatalogKind> Kinds { get; } = [CatalogKind.Person, CatalogKind.Service, CatalogKind.Vendor, CatalogKind.Role, CatalogKind.Document, CatalogKind.Provider];
}
