using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Layout;
using RemoteDev.Gateway.Console.Pages.Enrol;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Totp;

namespace RemoteDev.Gateway.Console.Pages.Account;

/// <summary>A person's own authenticator app. Every change asks for a second factor of the last five minutes; the desk says so.</summary>
[OpenToVerified]
internal sealed class AuthenticatorPage(AuthenticatorDesk desk, FactorBook factors, EndWords ends, TimeProvider clock) : ConsolePage(clock)
{
    private const string Here = "/account/authenticator";

    private TotpKey? _key;

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The key under seal, as the page that was begun carries it.</summary>
    [BindProperty]
    public string? Box { get; set; }

    public FactorsHeld? Held { get; private set; }

    public string? Fault { get; private set; }

    /// <summary>A key is shown, and its first code is waited for.</summary>
    public bool IsBegun => _key is not null;

    public bool IsLastFactor => Held is { Passkeys: 0 };

    public string ManualKey => Key.Reveal();

    public IHtmlContent Qr => QrPicture.Of(Key.Uri($"RemoteDev {Request.Host.Host}", Viewer.Login), "QR code for your authenticator app");

    private TotpKey Key => _key ?? throw new InvalidOperationException("The page shows a key that was made.");

    private Verified Verified => Entry.Verified;

    public Task OnGetAsync(CancellationToken cancellationToken) => LookAsync(cancellationToken);

    public async Task<IActionResult> OnPostBeginAsync(CancellationToken cancellationToken)
    {
        if (!desk.Begin(Verified).Passed(out var begun, out var refusal))
        {
            return await RefusedAsync(refusal, cancellationToken);
        }

        (_key, Box) = (begun.Key, begun.Box);
        await LookAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellationToken)
    {
        if (await desk.AddAsync(Verified, Box, Code, cancellationToken) is { } refusal)
        {
            return await RefusedAsync(refusal, cancellationToken);
        }

        Done("The app is your authenticator now, and no other is. Your other sign-ins and all your access tokens have ended." + await ends.WhetherEverywhereAsync(cancellationToken));
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        if (await desk.RemoveAsync(Verified, cancellationToken) is { } refusal)
        {
            return await RefusedAsync(refusal, cancellationToken);
        }

        Done(
            "The codes of the app open nothing any more, and your other sign-ins and all your access tokens have ended. Delete the entry in the app as well."
            + await ends.WhetherEverywhereAsync(cancellationToken));
        return Redirect(Here);
    }

    private async Task<IActionResult> RefusedAsync(Refusal refusal, CancellationToken cancellationToken)
    {
        if (refusal.Code == RefusalCode.MfaNeeded)
        {
            return Redirect($"/signin/verify?return={Uri.EscapeDataString(Here)}");
        }

        (Fault, Code, _key) = (refusal.Reason, null, desk.Open(Verified, Box));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await LookAsync(cancellationToken);
        return Page();
    }

    private async Task LookAsync(CancellationToken cancellationToken) => Held = await factors.OfAsync(Viewer.Login, cancellationToken);
}
