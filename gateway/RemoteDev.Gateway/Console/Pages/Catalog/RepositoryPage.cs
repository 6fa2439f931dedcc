using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>One repository and its protected branches.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class RepositoryPage(CatalogRoom catalog, TimeProvider clock) : EntryPage(catalog, clock)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Project { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Classification { get; set; }

    [BindProperty]
    public string? Upstream { get; set; }

    [BindProperty]
    public string? ProtectedBranches { get; set; }

    public RepositoryEntry? Repository { get; private set; }

    public IEnumerable<FieldChoice> Projects => CatalogChoices.Projects(Catalog.Current);

    public IActionResult OnGet([FromRoute] string? project, [FromRoute] string? name)
    {
        if (name is null)
        {
            (Project, Classification, ProtectedBranches) = (Request.Query["project"], "internal", "main");
            return Page();
        }

        if (!Catalog.Current.Repositories.TryGetValue($"{project}/{name}", out var repository))
        {
            return NotFound();
        }

        Repository = repository;
        (Name, Project, DisplayName) = (repository.Name, repository.Project, repository.DisplayName);
        (Classification, Upstream) = (repository.Classification, repository.Upstream.OriginalString);
        ProtectedBranches = FormText.Join(repository.ProtectedBranches);
        See(CatalogKind.Repository, repository.FullName);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? project, [FromRoute] string? name, CancellationToken cancellationToken)
    {
        Repository = name is null ? null : Catalog.Current.Repositories.GetValueOrDefault($"{project}/{name}");
        if (name is not null && Repository is null)
        {
            return NotFound();
        }

        if (!Uri.TryCreate(FormText.One(Upstream), UriKind.Absolute, out var upstream))
        {
            Faults.Add("upstream", "write the repository's address inside the network like http://10.0.4.9/git/payments/app.git");
            return Page();
        }

        var entry = new RepositoryEntry(
            project ?? FormText.One(Project),
            name ?? FormText.One(Name),
            FormText.One(DisplayName),
            FormText.One(Classification),
            upstream,
            [.. FormText.Many(ProtectedBranches)]);
        if (!await SaveAsync(CatalogKind.Repository, entry.FullName, [new CatalogEdit.PutRepository(entry)], cancellationToken))
        {
            return Page();
        }

        Done($"{entry.FullName} was saved.");
        return Redirect("/repositories");
    }
}
