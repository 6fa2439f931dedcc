using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Providers;

namespace RemoteDev.Gateway.Console.Pages.Providers;

/// <summary>One provider: for whom it speaks, what its claims give, and what they would give if the form were saved as it is typed.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class ProviderPage(CatalogRoom catalog, TimeProvider clock) : EntryPage(catalog, clock)
{
    private const string Creates = "createsPeople";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Domains { get; set; }

    [BindProperty]
    public List<string> Vendors { get; set; } = [];

    [BindProperty]
    public string? MfaContexts { get; set; }

    [BindProperty]
    public string? MfaMethods { get; set; }

    [BindProperty]
    public List<string> CreatesPeople { get; set; } = [];

    [BindProperty]
    public string? Rules { get; set; }

    [BindProperty]
    public string? Claims { get; set; }

    public ProviderEntry? Provider { get; private set; }

    /// <summary>What was tried, when something was.</summary>
    public ProviderTrial? Trial { get; private set; }

    public IReadOnlyList<FieldChoice> Adding { get; } = [new(Creates, "Add people whom the catalogue does not have", "At their first sign-in, or when the directory sends them.")];

    public IEnumerable<FieldChoice> VendorChoices =>
        Catalog.Current.Vendors.Values.OrderBy(vendor => vendor.DisplayName, StringComparer.Ordinal).Select(vendor => new FieldChoice(vendor.Name, vendor.DisplayName));

    public string RoleOf(string name) => Catalog.Current.Roles.GetValueOrDefault(name)?.DisplayName ?? name;

    public IActionResult OnGet([FromRoute] string? name)
    {
        if (name is null)
        {
            return Page();
        }

        if (!Find(name))
        {
            return NotFound();
        }

        var provider = Provider!;
        (Name, DisplayName, Domains, Rules) = (provider.Name, provider.DisplayName, FormText.Join(provider.Domains), RuleText.Write(provider.Rules));
        (Vendors, MfaContexts, MfaMethods) = ([.. provider.Vendors], FormText.Join(provider.MfaContexts), FormText.Join(provider.MfaMethods));
        CreatesPeople = provider.CreatesPeople ? [Creates] : [];
        See(CatalogKind.Provider, name);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? name, CancellationToken cancellationToken)
    {
        if (name is not null && !Find(name))
        {
            return NotFound();
        }

        var entry = Typed(name);
        if (Faults.Any || !await SaveAsync(CatalogKind.Provider, entry.Name, [new CatalogEdit.PutProvider(entry)], cancellationToken))
        {
            return Page();
        }

        Done($"{entry.DisplayName} was saved.");
        return Redirect("/providers");
    }

    /// <summary>Shows what the form as it is typed would do. Saves nothing.</summary>
    public IActionResult OnPostTry([FromRoute] string? name)
    {
        if (name is not null && !Find(name))
        {
            return NotFound();
        }

        var entry = Typed(name);
        var claims = ClaimText.Read(Claims ?? "", out var fault);
        if (fault is not null)
        {
            Faults.Add("claims", fault);
        }

        if (!Faults.Any && claims is not null)
        {
            Trial = ProviderTrial.Of(Catalog, entry, claims, Actor);
        }

        return Page();
    }

    private bool Find(string name)
    {
        Provider = Catalog.Current.Providers.GetValueOrDefault(name);
        return Provider is not null;
    }

    // In the order they had, which is not the form's: the first is the one that new people work for.
    private IEnumerable<string> OrderedVendors() =>
        Provider is { } provider ? provider.Vendors.Intersect(Vendors, StringComparer.Ordinal).Union(Vendors, StringComparer.Ordinal) : Vendors.Distinct(StringComparer.Ordinal);

    private ProviderEntry Typed(string? name) => new(
        name ?? FormText.One(Name),
        FormText.One(DisplayName),
        [.. FormText.Many(Domains)],
        [.. OrderedVendors()],
        [.. FormText.Many(MfaContexts)],
        [.. FormText.Many(MfaMethods)],
        CreatesPeople.Contains(Creates, StringComparer.Ordinal),
        [.. RuleText.Read(Rules, Faults)]);
}
