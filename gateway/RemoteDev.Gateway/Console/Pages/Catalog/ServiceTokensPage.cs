using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.Catalog;

/// <summary>The tokens of a service account: made here by an administrator who has just shown a factor, and shown once.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class ServiceTokensPage(CatalogRoom catalog, ServiceTokenDesk desk, TokenLifetimes lifetimes, TimeProvider clock) : ConsolePage(clock)
{
    private static readonly int[] Offered = [1, 7, 30, 90];

    /// <summary>How lately the factor was shown of whoever makes one.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    private const string All = "all";

    [BindProperty]
    public string? TokenName { get; set; }

    [BindProperty]
    public List<string> Actions { get; set; } = [];

    /// <summary><c>all</c>, <c>project payments</c> or <c>repository payments/app</c>.</summary>
    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Window { get; set; }

    [BindProperty]
    public string? Days { get; set; }

    /// <summary>Which one is revoked.</summary>
    [BindProperty]
    public string? Id { get; set; }

    public ServiceEntry Service { get; private set; } = null!;

    public FormFaults Faults { get; } = new();

    public IReadOnlyList<AccessTokenRow> Tokens { get; private set; } = [];

    /// <summary>Shown in this one answer.</summary>
    public IssuedAccessToken? Issued { get; private set; }

    public string UserName => ServiceStanding.HolderOf(Service.Name);

    public Refusal? Standing => ServiceStanding.WhyNot(catalog.Current, Service);

    public IReadOnlyList<FieldChoice> ActionChoices { get; } =
        [new("gitFetch", "Fetch and clone"), new("gitPush", "Push"), new("gitTag", "Set tags"), new("gitDeleteBranch", "Delete branches")];

    public IEnumerable<FieldChoice> PlaceChoices =>
    [
        .. catalog.Current.Repositories.Keys.Order(StringComparer.Ordinal).Select(name => new FieldChoice($"repository {name}", name)),
        .. catalog.Current.Projects.Keys.Order(StringComparer.Ordinal).Select(name => new FieldChoice($"project {name}", $"Every repository of {name}")),
        new FieldChoice(All, "Every repository that policy permits"),
    ];

    public IEnumerable<FieldChoice> WindowChoices =>
        catalog.Current.Windows.Keys.Order(StringComparer.Ordinal).Select(name => new FieldChoice(name, name)).Prepend(new FieldChoice("", "At any time"));

    public IEnumerable<FieldChoice> Lengths => Offered.Where(days => TimeSpan.FromDays(days) <= lifetimes.Longest)
        .Select(days => new FieldChoice(days.ToString(CultureInfo.InvariantCulture), days == 1 ? "A day" : $"{days} days"));

    public async Task<IActionResult> OnGetAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        (Actions, Days) = (["gitFetch"], lifetimes.Longest >= TimeSpan.FromDays(7) ? "7" : "1");
        return await FindAsync(name, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if (!await FindAsync(name, cancellationToken))
        {
            return NotFound();
        }

        if (Now - Entry.Verified.Mfa.At >= Fresh)
        {
            return Redirect($"/signin/verify?return={Uri.EscapeDataString($"/services/{name}/tokens")}");
        }

        if (!int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days > 3650)
        {
            days = 0;
        }

        var (project, repository) = Place switch
        {
            { } text when text.StartsWith("project ", StringComparison.Ordinal) => (text["project ".Length..], (string?)null),
            { } text when text.StartsWith("repository ", StringComparison.Ordinal) => (null, text["repository ".Length..]),
            _ => ((string?)null, (string?)null),
        };
        if ((Place != All && project is null && repository is null) || !TokenScope.TryMake(Actions, project, repository, FormText.OrNull(Window), out var scope))
        {
            Faults.Add("", TokenRefusals.BadScope.Reason);
            return Page();
        }

        var wanted = new NewAccessToken(TokenName, scope, Now + TimeSpan.FromDays(days));
        if ((await desk.IssueAsync(name, wanted, Actor, cancellationToken)).Passed(out var issued, out var refusal))
        {
            Issued = issued;
            Tokens = await desk.OfAsync(name, cancellationToken);
        }
        else
        {
            Faults.Add("", refusal.Reason);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync([FromRoute] string name, CancellationToken cancellationToken)
    {
        if (!await FindAsync(name, cancellationToken))
        {
            return NotFound();
        }

        if ((await desk.RevokeAsync(name, Id, Actor, cancellationToken)).Passed(out var revoked, out var refusal))
        {
            Done($"The token {revoked.Name} was revoked. It opens nothing any more.");
            return Redirect($"/services/{name}/tokens");
        }

        Faults.Add("", refusal.Reason);
        return Page();
    }

    public static string ScopeOf(AccessTokenRow row) =>
        TokenScope.TryMake(row.Actions.Split(' '), row.Project, row.Repository, row.Window, out var scope) ? scope.Words : "for nothing";

    private async Task<bool> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Services.TryGetValue(name, out var service))
        {
            return false;
        }

        Service = service;
        Tokens = await desk.OfAsync(name, cancellationToken);
        return true;
    }
}
