using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Impact;

namespace RemoteDev.Gateway.Console.Pages.Networks;

/// <summary>One network. A save that cuts somebody at work says so first.</summary>
[OpenTo(ConsoleAction.ManageCatalog)]
internal sealed class NetworkPage(CatalogRoom catalog, EditImpact impact, TimeProvider clock) : EntryPage(catalog, clock)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? Ranges { get; set; }

    /// <summary>The consequences the person has read and wants.</summary>
    [BindProperty]
    public string? Accepted { get; set; }

    public NetworkEntry? Network { get; private set; }

    /// <summary>What saving would end now.</summary>
    public IReadOnlyList<string> Consequences { get; private set; } = [];

    public IReadOnlyList<string> NamedBy => Network is null ? [] : NetworkMentions.Of(Catalog.Current, Network.Name);

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

        (Name, Description, Ranges) = (Network!.Name, Network.Description, FormText.Join(Network.Ranges));
        See(CatalogKind.Network, name);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? name, CancellationToken cancellationToken)
    {
        if (name is not null && !Find(name))
        {
            return NotFound();
        }

        var entry = new NetworkEntry(name ?? FormText.One(Name), FormText.OrNull(Description), [.. FormText.Many(Ranges)]);
        Consequences = [.. impact.Of([new CatalogEdit.PutNetwork(entry)]).Select(ending => ending.Words)];
        if (Consequences.Count > 0 && Accepted != string.Join('\n', Consequences))
        {
            return Page();
        }

        if (!await SaveAsync(CatalogKind.Network, entry.Name, [new CatalogEdit.PutNetwork(entry)], cancellationToken))
        {
            return Page();
        }

        Done($"{entry.Name} was saved. It holds for what is open from now on.");
        return Redirect("/networks");
    }

    private bool Find(string name)
    {
        Network = Catalog.Current.Networks.GetValueOrDefault(name);
        return Network is not null;
    }
}
