using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>One environment: where it listens, what may be served from it, and from where its own credential is accepted.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class EnvironmentPage(CatalogRoom catalog, TimeProvider clock) : EntryPage(catalog, clock)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Project { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Classification { get; set; }

    [BindProperty]
    public string? Upstream { get; set; }

    [BindProperty]
    public string? Workspace { get; set; }

    [BindProperty]
    public string? ExtensionFolders { get; set; }

    [BindProperty]
    public string? Sources { get; set; }

    public EnvironmentEntry? Environment { get; private set; }

    public IEnumerable<FieldChoice> Projects => CatalogChoices.Projects(Catalog.Current);

    public IReadOnlyList<FieldChoice> Kinds { get; } =
        [new("code-server", "VS Code in the browser (code-server)"), new("web", "Another web application")];

    public IActionResult OnGet([FromRoute] string? name)
    {
        if (name is null)
        {
            (Project, Kind, Classification) = (Request.Query["project"], "code-server", "internal");
            return Page();
        }

        if (!Catalog.Current.Environments.TryGetValue(name, out var environment))
        {
            return NotFound();
        }

        Fill(environment);
        See(CatalogKind.Environment, name);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? name, CancellationToken cancellationToken)
    {
        Environment = name is null ? null : Catalog.Current.Environments.GetValueOrDefault(name);
        if (name is not null && Environment is null)
        {
            return NotFound();
        }

        if (!Uri.TryCreate(FormText.One(Upstream), UriKind.Absolute, out var upstream))
        {
            Faults.Add("upstream", "write the address inside the network like http://10.0.4.7:8080");
            return Page();
        }

        var entry = new EnvironmentEntry(
            name ?? FormText.One(Name),
            FormText.One(Project),
            FormText.One(DisplayName),
            FormText.One(Kind),
            FormText.One(Classification),
            upstream,
            FormText.OrNull(Workspace),
            [.. FormText.Lines(ExtensionFolders)],
            [.. FormText.Many(Sources)]);
        if (!await SaveAsync(CatalogKind.Environment, entry.Name, [new CatalogEdit.PutEnvironment(entry)], cancellationToken))
        {
            return Page();
        }

        Done($"{entry.DisplayName} was saved.");
        return Redirect($"/environments/{entry.Name}");
    }

    private void Fill(EnvironmentEntry environment)
    {
        Environment = environment;
        (Name, DisplayName, Project) = (environment.Name, environment.DisplayName, environment.Project);
        (Kind, Classification) = (environment.Kind, environment.Classification);
        (Upstream, Workspace) = (environment.Upstream.OriginalString, environment.Workspace);
        (ExtensionFolders, Sources) = (FormText.Join(environment.ExtensionFolders), FormText.Join(environment.Sources));
    }
}
