using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Forms;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Portal;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.Account;

/// <summary>A person's own access tokens. Making one asks for a second factor of the last minutes, and shows the value this one time.</summary>
[OpenToVerified]
internal sealed class TokensPage(AccessTokenDesk desk, TokenLifetimes lifetimes, GitPlaces places, GitWindows windows, GatewayOrigins origins, TimeProvider clock) : ConsolePage(clock)
{
    private const string Here = "/account/tokens";
    private const string OfProject = "project ";
    private const string OfRepository = "repository ";

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);
    private static readonly int[] Days = [1, 7, 14, 30, 60, 90];

    private IReadOnlyList<string> _mine = [];
    private IReadOnlyList<string> _windows = [];

    [BindProperty]
    public string? Name { get; set; }

    /// <summary><c>all</c>, <c>project payments</c> or <c>repository payments/app</c>.</summary>
    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public List<string> Actions { get; set; } = [];

    [BindProperty]
    public string? Window { get; set; }

    /// <summary>Hours.</summary>
    [BindProperty]
    public int Length { get; set; }

    public IReadOnlyList<AccessTokenRow> Tokens { get; private set; } = [];

    /// <summary>The one that was made by this very request.</summary>
    public IssuedAccessToken? Made { get; private set; }

    public string? Fault { get; private set; }

    public string GitOrigin => origins.Git;

    /// <summary>A repository that the new one is for, to show how it is used.</summary>
    public string Example => Made?.Row.Repository ?? _mine.FirstOrDefault(name => Made?.Row.Project is not { } project || name.StartsWith(project + "/", StringComparison.Ordinal)) ?? "project/repository";

    public IEnumerable<FieldChoice> PlaceChoices =>
        _mine.Select(name => name[..name.IndexOf('/', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal)
            .Select(project => new FieldChoice(OfProject + project, $"Every repository of {project}"))
            .Concat(_mine.Select(name => new FieldChoice(OfRepository + name, name)))
            .Prepend(new FieldChoice("all", "Every repository that I may use"));

    /// <summary>Those that concern the person, and none of the others.</summary>
    public IEnumerable<FieldChoice> WindowChoices => _windows.Select(name => new FieldChoice(name, name)).Prepend(new FieldChoice("", "Whenever policy permits it"));

    public IEnumerable<FieldChoice> ActionChoices { get; } =
    [
        new("gitFetch", "Fetch and clone"),
        new("gitPush", "Push to branches"),
        new("gitTag", "Set, move and delete tags"),
        new("gitDeleteBranch", "Delete branches"),
    ];

    public IEnumerable<FieldChoice> LengthChoices =>
        Days.Select(days => TimeSpan.FromDays(days)).Where(length => length < lifetimes.Longest).Append(lifetimes.Longest)
            .Prepend(TimeSpan.FromHours(1)).Distinct()
            .Select(length => new FieldChoice(Hours(length), length.TotalDays >= 1 ? $"{length.TotalDays:0.#} day{(length.TotalDays > 1 ? "s" : "")}" : $"{length.TotalHours:0.#} hour{(length.TotalHours > 1 ? "s" : "")}"));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Choose();
        (Place, Actions, Length) = ("all", ["gitFetch", "gitPush"], (int)lifetimes.Usual.TotalHours);
        await LookAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostMakeAsync(CancellationToken cancellationToken)
    {
        if (Now - Entry.Verified.Mfa.At >= Fresh)
        {
            return Redirect($"/signin/verify?return={Uri.EscapeDataString(Here)}");
        }

        Choose();
        var made = FormText.OrNull(Window) is { } window && !_windows.Contains(window, StringComparer.Ordinal) ? TokenRefusals.NoWindowOfYours
            : Scope() is { } scope ? await desk.IssueAsync(new NewAccessToken(Name, scope, Now + TimeSpan.FromHours(Math.Clamp(Length, 0, 24 * 366))), Entry.Verified, askedFrom: null, cancellationToken)
            : TokenRefusals.BadScope;
        if (made.Passed(out var issued, out var refusal))
        {
            Made = issued;
            Response.Headers.CacheControl = "no-store";
        }
        else
        {
            Fault = refusal.Reason;
            Response.StatusCode = refusal.Code is RefusalCode.NotReady or RefusalCode.TraceUnavailable
                ? RefusalStatus.Of(refusal.Code)
                : StatusCodes.Status422UnprocessableEntity;
        }

        await LookAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync([FromForm] string? id, CancellationToken cancellationToken)
    {
        var step = await desk.RevokeAsync(Viewer.Login, id, Actor, "Revoked by its owner.", cancellationToken);
        Done(step.Passed(out var row, out var refusal) ? $"{row.Name} opens nothing any more, and what it had open was cut." : refusal.Reason);
        return Redirect(Here);
    }

    private static string Hours(TimeSpan length) => ((int)length.TotalHours).ToString(CultureInfo.InvariantCulture);

    // A place that is not offered is one that the person may not know of.
    private TokenScope? Scope()
    {
        var place = FormText.One(Place);
        var offered = PlaceChoices.Any(choice => choice.Value == place);
        return offered && TokenScope.TryMake(
            Actions,
            place.StartsWith(OfProject, StringComparison.Ordinal) ? place[OfProject.Length..] : null,
            place.StartsWith(OfRepository, StringComparison.Ordinal) ? place[OfRepository.Length..] : null,
            FormText.OrNull(Window),
            out var scope) ? scope : null;
    }

    private void Choose() => (_mine, _windows) = (places.Of(Entry.Verified), windows.Of(Entry.Verified));

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        Tokens = await desk.OfAsync(Viewer.Login, cancellationToken);
    }
}
