using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Doors.Scim;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Directories;

namespace RemoteDev.Gateway.Console.Pages.Providers;

/// <summary>A provider's directory: where it sends people and groups, with which tokens, and which of its groups give roles.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class DirectoryPage(CatalogRoom catalog, DirectoryTokenDesk desk, DirectoryStore store, GatewayOrigins origins, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Days { get; set; }

    public FormFaults Faults { get; } = new();

    public ProviderEntry Provider { get; private set; } = null!;

    public IReadOnlyList<DirectoryTokenRow> Tokens { get; private set; } = [];

    public IReadOnlyList<DirectoryGroup> Groups { get; private set; } = [];

    public int Users { get; private set; }

    /// <summary>Shown in this one answer.</summary>
    public IssuedDirectoryToken? Issued { get; private set; }

    public string Address => $"{origins.Portal}{ScimDoor.Prefix}/{Provider.Name}";

    public IReadOnlyList<FieldChoice> Lengths { get; } =
        [new("30", "30 days"), new("90", "90 days"), new("180", "180 days"), new("365", "A year")];

    public async Task<IActionResult> OnGetAsync([FromRoute] string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if (!int.TryParse(Days, out var days))
        {
            days = 0;
        }

        if ((await desk.IssueAsync(name, Name, days, Actor, cancellationToken)).Passed(out var issued, out var refusal))
        {
            Issued = issued;
        }
        else
        {
            Faults.Add("", refusal.Reason);
        }

        return await FindAsync(name, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostRevokeAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if ((await desk.RevokeAsync(name, Name ?? "", Actor, cancellationToken)).Passed(out var revoked, out var refusal))
        {
            Done($"The token {revoked} was revoked. It opens nothing any more.");
            return Redirect($"/providers/{name}/directory");
        }

        Faults.Add("", refusal.Reason);
        return await FindAsync(name, cancellationToken) ? Page() : NotFound();
    }

    /// <summary>The roles that the rules give to a group's members.</summary>
    public IEnumerable<string> RolesOf(DirectoryGroup group) => Provider.Rules
        .Where(rule => rule.Claim == RoleRule.Groups && (rule.Value == group.DisplayName || rule.Value == group.ExternalId))
        .Select(rule => catalog.Current.Roles.GetValueOrDefault(rule.Role)?.DisplayName ?? rule.Role).Distinct(StringComparer.Ordinal);

    private async Task<bool> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Providers.TryGetValue(name, out var provider))
        {
            return false;
        }

        Provider = provider;
        Tokens = await desk.OfAsync(name, cancellationToken);
        Groups = await store.GroupsAsync(name, cancellationToken);
        Users = (await store.UsersAsync(name, cancellationToken)).Count;
        return true;
    }
}
