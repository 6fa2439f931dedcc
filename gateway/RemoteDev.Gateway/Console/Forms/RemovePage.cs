using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console.Forms;

/// <summary>
/// Asks once more before an entry is removed, and says what hangs from it. The catalogue itself refuses what would leave
/// something else without its footing.
/// </summary>
internal abstract class RemovePage(CatalogRoom catalog, TimeProvider clock) : ConsolePage(clock)
{
    public CatalogKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    public FormFaults Faults { get; } = new();

    public string Back => Kind == CatalogKind.Role ? "/vendors" : "/" + Kind.Section();

    /// <summary>The kinds this page may remove; others are not here.</summary>
    protected abstract IReadOnlyList<CatalogKind> Kinds { get; }

    public IActionResult OnGet([FromRoute] string section, [FromRoute] string name) => Find(section, name) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] string section, [FromRoute] string name, CancellationToken cancellationToken)
    {
        if (!Find(section, name))
        {
            return NotFound();
        }

        if (await catalog.EditAsync([new CatalogEdit.Remove(Kind, Name)], Actor, null, cancellationToken) is EditOutcome.Refused refused)
        {
            foreach (var fault in refused.Faults)
            {
                Faults.Add("", $"{fault.Path} {fault.Message}");
            }

            return Page();
        }

        Done($"{Kind.Path(Name)} was removed.");
        return Redirect(Back);
    }

    private bool Find(string section, string name)
    {
        (Kind, Name) = (CatalogKinds.FromSection(section), name);
        var snapshot = catalog.Current;
        return Kinds.Contains(Kind) && Kind switch
        {
            CatalogKind.Vendor => snapshot.Vendors.ContainsKey(name),
            CatalogKind.Role => snapshot.Roles.ContainsKey(name),
            CatalogKind.Document => snapshot.Documents.ContainsKey(name),
            CatalogKind.Provider => snapshot.Providers.ContainsKey(name),
            CatalogKind.Person => snapshot.People.ContainsKey(name),
            CatalogKind.Service => snapshot.Services.ContainsKey(name),
            CatalogKind.Project => snapshot.Projects.ContainsKey(name),
            CatalogKind.Environment => snapshot.Environments.ContainsKey(name),
            CatalogKind.Repository => snapshot.Repositories.ContainsKey(name),
            CatalogKind.Network => snapshot.Networks.ContainsKey(name),
            CatalogKind.Window => snapshot.Windows.ContainsKey(name),
            _ => false,
        };
    }
}
