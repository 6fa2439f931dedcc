using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Invitations;
using RemoteDev.Gateway.Identify.Resets;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.People;

/// <summary>The resets of accounts that wait for an administrator: one vouches or started it, a second consents.</summary>
[OpenTo(ConsoleAction.ManagePeople)]
internal sealed class ResetsPage(CatalogRoom catalog, ResetStore store, ResetDesk desk, GatewayOrigins origins, TimeProvider clock) : ConsolePage(clock)
{
    [BindProperty]
    public string? Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<ResetRow> Open { get; private set; } = [];

    /// <summary>The link that this very answer shows, and nothing else does.</summary>
    public InvitationIssue? Issued { get; private set; }

    public string? Fault { get; private set; }

    public string NameOf(string login) => catalog.Current.People.GetValueOrDefault(login)?.DisplayName ?? login;

    public Task OnGetAsync(CancellationToken cancellationToken) => LookAsync(cancellationToken);

    public async Task<IActionResult> OnPostVouchAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(
            await desk.VouchAsync(Id, Reason, Actor, cancellationToken), "You vouch for it. Now a second administrator has to consent.", cancellationToken);

    public async Task<IActionResult> OnPostConsentAsync(CancellationToken cancellationToken)
    {
        var (link, refusal) = await desk.ConsentAsync(Id, Actor, origins.Portal, cancellationToken);
        if (link is not null)
        {
            Issued = link;
            await LookAsync(cancellationToken);
            return Page();
        }

        return await AnswerAsync(refusal, "You consented. The browser that waits can go on now.", cancellationToken);
    }

    public async Task<IActionResult> OnPostRefuseAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await desk.RefuseAsync(Id, Reason, Actor, cancellationToken), "The reset was refused. Nothing changed for the account.", cancellationToken);

    private async Task<IActionResult> AnswerAsync(Refusal? refusal, string done, CancellationToken cancellationToken)
    {
        if (refusal is null)
        {
            Done(done);
            return Redirect("/people/resets");
        }

        Fault = refusal.Reason;
        Response.StatusCode = RefusalStatus.Of(refusal.Code);
        await LookAsync(cancellationToken);
        return Page();
    }

    private async Task LookAsync(CancellationToken cancellationToken) => Open = await store.OpenAsync(cancellationToken);
}
