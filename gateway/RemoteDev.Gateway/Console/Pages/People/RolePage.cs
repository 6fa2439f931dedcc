using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Console.Pages.People;

/// <summary>One role.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class RolePage(CatalogRoom catalog, TimeProvider clock) : EntryPage(catalog, clock)
{
    private const string IsAdministrative = "yes";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public List<string> Administrative { get; set; } = [];

    public RoleEntry? Role { get; private set; }

    public IReadOnlyList<FieldChoice> Kinds { get; } =
        [new(IsAdministrative, "Administrative", "It can be granted, and its holders edited, only by people who hold it too. It never runs out of holders.")];

    public IActionResult OnGet([FromRoute] string? name)
    {
        if (name is null)
        {
            return Page();
        }

        if (!Catalog.Current.Roles.TryGetValue(name, out var role))
        {
            return NotFound();
        }

        (Role, Name, DisplayName) = (role, role.Name, role.DisplayName);
        Administrative = role.Administrative ? [IsAdministrative] : [];
        See(CatalogKind.Role, name);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? name, CancellationToken cancellationToken)
    {
        Role = name is null ? null : Catalog.Current.Roles.GetValueOrDefault(name);
        if (name is not null && Role is null)
        {
            return NotFound();
        }

        var entry = new RoleEntry(name ?? FormText.One(Name), FormText.One(DisplayName), Administrative.Contains(IsAdministrative, StringComparer.Ordinal));
        if (!await SaveAsync(CatalogKind.Role, entry.Name, [new CatalogEdit.PutRole(entry)], cancellationToken))
        {
            return Page();
        }

        Done($"{entry.DisplayName} was saved.");
        return Redirect("/vendors");
    }
}
