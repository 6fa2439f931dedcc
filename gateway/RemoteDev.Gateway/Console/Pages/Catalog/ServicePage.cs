using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>One service account: what it is for, who answers for it, and from where it is accepted.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class ServicePage(CatalogRoom catalog, TimeProvider clock) : EntryPage(catalog, clock)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? Owner { get; set; }

    [BindProperty]
    public string? Vendor { get; set; }

    [BindProperty]
    public List<string> Roles { get; set; } = [];

    [BindProperty]
    public string? Sources { get; set; }

    public ServiceEntry? Service { get; private set; }

    /// <summary>Why nobody may use it now.</summary>
    public Refusal? Standing => Service is null ? null : ServiceStanding.WhyNot(Catalog.Current, Service);

    public IEnumerable<FieldChoice> OwnerChoices => Catalog.Current.People.Values.Where(person => !person.Suspended || person.Login == Service?.Owner)
        .OrderBy(person => person.DisplayName, StringComparer.Ordinal).Select(person => new FieldChoice(person.Login, person.DisplayName));

    public IEnumerable<FieldChoice> VendorChoices =>
        Catalog.Current.Vendors.Values.OrderBy(vendor => vendor.DisplayName, StringComparer.Ordinal)
            .Select(vendor => new FieldChoice(vendor.Name, vendor.DisplayName)).Prepend(new FieldChoice("", "The client"));

    public IEnumerable<FieldChoice> RoleChoices => Catalog.Current.Roles.Values.Where(role => !role.Administrative)
        .OrderBy(role => role.DisplayName, StringComparer.Ordinal).Select(role => new FieldChoice(role.Name, role.DisplayName));

    public IActionResult OnGet([FromRoute] string? name)
    {
        if (name is null)
        {
            Owner = Viewer.Login;
            return Page();
        }

        if (!Find(name))
        {
            return NotFound();
        }

        (Name, Description, Owner, Vendor) = (Service!.Name, Service.Description, Service.Owner, Service.Vendor);
        (Roles, Sources) = ([.. Service.Roles], FormText.Join(Service.Sources));
        See(CatalogKind.Service, name);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? name, CancellationToken cancellationToken)
    {
        if (name is not null && !Find(name))
        {
            return NotFound();
        }

        // Whether it is suspended is no part of the form: saving it can neither suspend nor restore.
        var entry = new ServiceEntry(
            name ?? FormText.One(Name),
            FormText.One(Description),
            FormText.One(Owner),
            FormText.OrNull(Vendor),
            [.. Roles],
            [.. FormText.Many(Sources)],
            Suspended: false);
        if (!await SaveAsync(CatalogKind.Service, entry.Name, [new CatalogEdit.PutService(entry)], cancellationToken))
        {
            return Page();
        }

        Done(name is null ? $"{entry.Name} was added. Give it a token." : $"{entry.Name} was saved.");
        return Redirect(name is null ? $"/services/{entry.Name}/tokens" : "/services");
    }

    private bool Find(string name)
    {
        Service = Catalog.Current.Services.GetValueOrDefault(name);
        return Service is not null;
    }
}
