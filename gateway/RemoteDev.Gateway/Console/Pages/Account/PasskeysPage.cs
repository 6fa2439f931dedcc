using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Pages.SignIn;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Passkeys;

namespace RemoteDev.Gateway.Console.Pages.Account;

/// <summary>A person's own passkeys. Every change asks for a second factor of the last five minutes; the desk says so.</summary>
[OpenToVerified]
internal sealed class PasskeysPage(PasskeyDesk desk, PasskeyStore passkeys, FactorBook factors, EndWords ends, TimeProvider clock) : ConsolePage(clock)
{
    private const string Here = "/account/passkeys";

    [BindProperty]
    public string? PasskeyName { get; set; }

    /// <summary>What the browser made of our challenge to make a passkey.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    public IReadOnlyList<PasskeyRow> Passkeys { get; private set; } = [];

    /// <summary>One that cannot be removed, because nothing would be left.</summary>
    public bool IsLastFactor { get; private set; }

    public string? Fault { get; private set; }

    private Verified Verified => Entry.Verified;

    public Task OnGetAsync(CancellationToken cancellationToken) => LookAsync(cancellationToken);

    /// <summary>Gives the browser a challenge to make a passkey.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => PasskeyAnswers.Of(await desk.InviteAsync(Verified, HttpContext), Response, Here);

    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken cancellationToken)
    {
        var added = await desk.AddAsync(Verified, PasskeyAnswers.Take(HttpContext), PasskeyName, Answer, HttpContext, cancellationToken);
        return await AnswerAsync(
            added.Passed(out var passkey, out var refusal) ? null : refusal, $"{passkey?.Name} can be used now, alone or after your password.", cancellationToken);
    }

    public async Task<IActionResult> OnPostRenameAsync([FromForm] string? id, CancellationToken cancellationToken) =>
        await AnswerAsync(await desk.RenameAsync(Verified, id, PasskeyName, cancellationToken), "The passkey has another name.", cancellationToken);

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] string? id, CancellationToken cancellationToken)
    {
        var refusal = await desk.RemoveAsync(Verified, id, cancellationToken);
        return await AnswerAsync(
            refusal,
            "The passkey opens nothing any more, and your other sign-ins and all your access tokens have ended. Delete it on the device as well."
            + (refusal is null ? await ends.WhetherEverywhereAsync(cancellationToken) : ""),
            cancellationToken);
    }

    private async Task<IActionResult> AnswerAsync(Refusal? refusal, string done, CancellationToken cancellationToken)
    {
        if (refusal is null)
        {
            Done(done);
            return Redirect(Here);
        }

        if (refusal.Code == RefusalCode.MfaNeeded)
        {
            return Redirect($"/signin/verify?return={Uri.EscapeDataString(Here)}");
        }

        (Fault, Answer) = (refusal.Reason, null);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await LookAsync(cancellationToken);
        return Page();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        Passkeys = await passkeys.OfAsync(Viewer.Login, cancellationToken);
        IsLastFactor = Passkeys.Count == 1 && await factors.OfAsync(Viewer.Login, cancellationToken) is not { AppSince: not null };
    }
}
