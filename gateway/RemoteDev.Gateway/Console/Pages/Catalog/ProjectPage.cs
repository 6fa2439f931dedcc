using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>One project.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class ProjectPage(CatalogRoom catalog, TimeProvider clock) : EntryPage(catalog, clock)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    public ProjectEntry? Project { get; private set; }

    public IActionResult OnGet([FromRoute] string? name)
    {
        if (name is null)
        {
            return Page();
        }

        if (!Catalog.Current.Projects.TryGetValue(name, out var project))
        {
            return NotFound();
        }

        (Project, Name, DisplayName) = (project, project.Name, project.DisplayName);
        See(CatalogKind.Project, name);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? name, CancellationToken cancellationToken)
    {
        Project = name is null ? null : Catalog.Current.Projects.GetValueOrDefault(name);
        if (name is not null && Project is null)
        {
            return NotFound();
        }

        var entry = new ProjectEntry(name ?? FormText.One(Name), FormText.One(DisplayName));
        if (!await SaveAsync(CatalogKind.Project, entry.Name, [new CatalogEdit.PutProject(entry)], cancellationToken))
        {
            return Page();
        }

        Done($"{entry.DisplayName} was saved.");
        return Redirect("/projects");
    }
}
