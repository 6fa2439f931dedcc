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

    [BindProperty(Name = "ssh/login")]
    public string? SshLogin { get; set; }

    [BindProperty(Name = "ssh/via")]
    public string? SshVia { get; set; }

    [BindProperty(Name = "ssh/address")]
    public string? SshAddress { get; set; }

    [BindProperty(Name = "ssh/hostKeys")]
    public string? SshHostKeys { get; set; }

    [BindProperty(Name = "ssh/hostAuthorities")]
    public string? SshHostAuthorities { get; set; }

    public EnvironmentEntry? Environment { get; private set; }

    public IEnumerable<FieldChoice> Projects => CatalogChoices.Projects(Catalog.Current);

    public IReadOnlyList<FieldChoice> Kinds { get; } =
        [new("code-server", "VS Code in the browser (code-server)"), new("web", "Another web application"), new(SshTarget.Scheme, "SSH only")];

    public IReadOnlyList<FieldChoice> Ways { get; } =
        [new("", "The gateway connects to it"), new(SshTarget.Connector, "Its connector comes to the gateway")];

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
            Faults.Add("upstream", "write the address inside the network like http://10.0.4.7:8080, or ssh://10.0.4.7:22 for SSH only");
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
            [.. FormText.Many(Sources)])
        {
            Ssh = Target(),
        };
        if (!await SaveAsync(CatalogKind.Environment, entry.Name, [new CatalogEdit.PutEnvironment(entry)], cancellationToken))
        {
            return Page();
        }

        Done($"{entry.DisplayName} was saved.");
        return Redirect($"/environments/{entry.Name}");
    }

    // All boxes empty: no SSH. Anything in one of them: the rules say what is missing in the others.
    private SshTarget? Target()
    {
        var target = new SshTarget(FormText.One(SshLogin), [.. FormText.Lines(SshHostKeys)], [.. FormText.Lines(SshHostAuthorities)], FormText.OrNull(SshAddress))
        {
            Via = FormText.OrNull(SshVia),
        };
        return target is { Login.Length: 0, HostKeys.IsEmpty: true, HostAuthorities.IsEmpty: true, Address: null, Via: null } ? null : target;
    }

    private void Fill(EnvironmentEntry environment)
    {
        Environment = environment;
        (Name, DisplayName, Project) = (environment.Name, environment.DisplayName, environment.Project);
        (Kind, Classification) = (environment.Kind, environment.Classification);
        (Upstream, Workspace) = (environment.Upstream.OriginalString, environment.Workspace);
        (ExtensionFolders, Sources) = (FormText.Join(environment.ExtensionFolders), FormText.Join(environment.Sources));
        (SshLogin, SshVia, SshAddress) = (environment.Ssh?.Login, environment.Ssh?.Via, environment.Ssh?.Address);
        (SshHostKeys, SshHostAuthorities) = (FormText.Join(environment.Ssh?.HostKeys ?? []), FormText.Join(environment.Ssh?.HostAuthorities ?? []));
    }
}
