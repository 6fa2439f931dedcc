using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console.Pages.People;

/// <summary>Vendors with their subcontractors below them, and the roles people hold.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class VendorsPage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    // The catalogue refuses circles; a bound keeps a page from trusting that.
    private const int Deepest = 16;

    public CatalogSnapshot Snapshot { get; } = catalog.Current;

    /// <summary>Each vendor with its depth, parents before their subcontractors.</summary>
    public IEnumerable<(VendorEntry Vendor, int Depth)> Tree() => Below(null, 0);

    public int PeopleOf(VendorEntry vendor) => Snapshot.People.Values.Count(person => person.Vendor == vendor.Name);

    public int Holders(RoleEntry role) => Snapshot.People.Values.Count(person => person.Roles.Contains(role.Name, StringComparer.Ordinal));

    private IEnumerable<(VendorEntry Vendor, int Depth)> Below(string? parent, int depth) =>
        depth > Deepest
            ? []
            : Snapshot.Vendors.Values
                .Where(vendor => vendor.Parent == parent)
                .OrderBy(vendor => vendor.DisplayName, StringComparer.OrdinalIgnoreCase)
                .SelectMany(vendor => Below(vendor.Name, depth + 1).Prepend((vendor, depth)));
}
