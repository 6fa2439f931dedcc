using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Console.Pages.People;

/// <summary>One vendor, and the vendor it works for.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class VendorPage(CatalogRoom catalog, TimeProvider clock) : EntryPage(catalog, clock)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Parent { get; set; }

    public VendorEntry? Vendor { get; private set; }

    public IEnumerable<FieldChoice> Parents =>
        Catalog.Current.Vendors.Values.Where(vendor => vendor.Name != Vendor?.Name).OrderBy(vendor => vendor.DisplayName, StringComparer.Ordinal)
            .Select(vendor => new FieldChoice(vendor.Name, vendor.DisplayName)).Prepend(new FieldChoice("", "The client, directly"));

    public IActionResult OnGet([FromRoute] string? name)
    {
        if (name is null)
        {
            return Page();
        }

        if (!Catalog.Current.Vendors.TryGetValue(name, out var vendor))
        {
            return NotFound();
        }

        (Vendor, Name, DisplayName, Parent) = (vendor, vendor.Name, vendor.DisplayName, vendor.Parent);
        See(CatalogKind.Vendor, name);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? name, CancellationToken cancellationToken)
    {
        Vendor = name is null ? null : Catalog.Current.Vendors.GetValueOrDefault(name);
        if (name is not null && Vendor is null)
        {
            return NotFound();
        }

        var entry = new VendorEntry(name ?? FormText.One(Name), FormText.One(DisplayName), FormText.OrNull(Parent));
        if (!await SaveAsync(CatalogKind.Vendor, entry.Name, [new CatalogEdit.PutVendor(entry)], cancellationToken))
        {
            return Page();
        }

        Done($"{entry.DisplayName} was saved.");
        return Redirect("/vendors");
    }
}
