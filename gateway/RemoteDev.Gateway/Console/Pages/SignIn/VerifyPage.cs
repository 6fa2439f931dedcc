using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.OpenId;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
using RemoteDev.Gateway.StepUp.Passkeys;

namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>
/// The second factor: at sign-in, and again when policy wants a fresher one. The work goes on where it was.
/// </summary>
[OpenToAll]
internal sealed class VerifyPage(
    FactorCheck factors, FactorBook held, PasskeyFactor passkeys, ProviderChoices providers, SignInSessions signIns, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    /// <summary>What went wrong with confirming by <see cref="Provider"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Trouble { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Provider { get; set; }

    /// <summary>What the provider is called by which the person signed in, when it can ask them again; otherwise null.</summary>
    public string? ProviderName { get; private set; }

    /// <summary>Where it does.</summary>
    public string? ProviderAddress { get; private set; }

    public string Login { get; private set; } = "";

    /// <summary>The sign-in is complete; what is asked for is a fresher factor.</summary>
    public bool Again { get; private set; }

    /// <summary>What the person can confirm with; with nothing they cannot go on.</summary>
    public FactorsHeld? Held { get; private set; }

    /// <summary>What that is cannot be said at this moment.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary>What the browser made of our challenge to a passkey.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    public string? Fault { get; private set; }

    public bool ClockHint { get; private set; }

    /// <summary>The code was right, so long ago.</summary>
    public TimeSpan? LateBy { get; private set; }

    private Connection Connection =>
        HttpContext.Features.Get<Connection>() ?? throw new InvalidOperationException("A request reached sign-in around Listen.");

    public string Next => ReturnAddress.Safe(Return);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LookAsync(cancellationToken))
        {
            return ToSignIn();
        }

        Fault ??= providers.Words(Trouble, Provider);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LookAsync(cancellationToken) || PortalCookies.SignIn(Request) is not { } cookie)
        {
            return ToSignIn();
        }

        var outcome = await factors.TryAsync(cookie, Code, Connection.Source, cancellationToken);
        return outcome.Match<IActionResult>(Proven, Refused);
    }

    /// <summary>Gives the browser a challenge for this person's passkeys.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync()
    {
        var asked = PortalCookies.SignIn(Request) is { } cookie
            ? await passkeys.AskAsync(cookie, HttpContext, Connection)
            : FactorRefusals.SignInOver;
        return PasskeyAnswers.Of(asked, Response);
    }

    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken cancellationToken)
    {
        if (!await LookAsync(cancellationToken) || PortalCookies.SignIn(Request) is not { } cookie)
        {
            return ToSignIn();
        }

        var outcome = await passkeys.ConfirmAsync(cookie, PasskeyAnswers.Take(HttpContext), Answer, HttpContext, Connection, cancellationToken);
        return outcome.Match<IActionResult>(Proven, Refused);
    }

    private RedirectResult Proven(FactorOutcome.Proven proven)
    {
        PortalCookies.SetSignIn(Response, proven.Cookie);
        if (proven.CodesLeft is { } left)
        {
            TempData["notice"] = left == 0
                ? "That was your last recovery code. Make new ones on your account page now."
                : $"You used a recovery code; it does not work again. {left} {(left == 1 ? "is" : "are")} left. You can make new ones on your account page.";
        }

        return Redirect(Next);
    }

    private IActionResult Refused(FactorOutcome.Refused refused)
    {
        if (refused.Why.Code == RefusalCode.SessionEnded)
        {
            return ToSignIn();
        }

        Fault = refused.Until is { } until ? $"{refused.Why.Reason} {Waiting.Until(until, clock.GetUtcNow())}" : refused.Why.Reason;
        (ClockHint, LateBy) = (refused.ClockHint, refused.LateBy);
        Response.StatusCode = RefusalStatus.Of(refused.Why.Code);
        Code = null;
        return Page();
    }

    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (PortalCookies.SignIn(Request) is not { } cookie
            || !(await signIns.LookAsync(cookie, IdentifyRoom.DeviceOf(Request), cancellationToken)).Passed(out var signIn, out _))
        {
            return false;
        }

        (Login, Again) = (signIn.Login, signIn.Mfa is not null);
        try
        {
            Held = await held.OfAsync(signIn.Login, cancellationToken);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            (IsUnknown, Fault) = (true, FactorRefusals.DatabaseLost.Reason);
            Response.StatusCode = RefusalStatus.Of(FactorRefusals.DatabaseLost.Code);
        }

        if (providers.ToConfirm(signIn) is { } provider)
        {
            ProviderName = provider.DisplayName;
            ProviderAddress = $"/signin/openid/{provider.Name}/confirm{(Next == "/" ? "" : $"?return={Uri.EscapeDataString(Next)}")}";
        }

        return true;
    }

    private RedirectResult ToSignIn() => Redirect(Next == "/" ? "/signin" : $"/signin?return={Uri.EscapeDataString(Next)}");
}
