using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Pages.SignIn;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Enrolment;

namespace RemoteDev.Gateway.Console.Pages.Enrol;

/// <summary>The second step of an enrolment: the authenticator app, proven by a code, or a passkey. After it the person is signed in.</summary>
[OpenToAll]
internal sealed class EnrolAppPage(EnrolmentDesk desk, PasskeyEnrolment passkeys, PendingEnrolments pending) : PageModel
{
    private PendingEnrolment? _enrolment;

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? PasskeyName { get; set; }

    /// <summary>What the browser made of our challenge to make a passkey.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    /// <summary>Why the passkey was not taken; another may be tried.</summary>
    public string? PasskeyFault { get; private set; }

    public string Login => Enrolment.Login;

    /// <summary>By what the person signs in; null with a password of ours.</summary>
    public string? Provider => Enrolment.PasswordHash is null ? desk.ProviderOf(Login) : null;

    /// <summary>The second factor stands, and the person signs in by this now.</summary>
    public string? SignInBy { get; private set; }

    /// <summary>The key for typing into the app by hand.</summary>
    public string ManualKey => Enrolment.Key.Reveal();

    public IHtmlContent Qr => QrPicture.Of(Enrolment.Key.Uri($"RemoteDev {Request.Host.Host}", Login), "QR code for your authenticator app");

    /// <summary>Why it cannot go on.</summary>
    public Refusal? Closed { get; private set; }

    public bool Wrong { get; private set; }

    public bool ClockHint { get; private set; }

    private Connection Connection =>
        HttpContext.Features.Get<Connection>() ?? throw new InvalidOperationException("A request reached enrolment around Listen.");

    private PendingEnrolment Enrolment => _enrolment ?? throw new InvalidOperationException("The page shows an enrolment that has begun.");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        (await LookAsync(cancellationToken)).Passed(out _, out var why) ? Page() : Refused(why);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!(await LookAsync(cancellationToken)).Passed(out var enrolment, out var why))
        {
            return Refused(why);
        }

        var outcome = await desk.ConfirmAsync(enrolment, Code, PortalCookies.Client(HttpContext, Connection), cancellationToken);
        return outcome.Match<IActionResult>(
            _ => throw new InvalidOperationException("This step begins nothing."),
            Enrolled,
            _ => FactorEnrolled(),
            _ => throw new InvalidOperationException("This step takes no password."),
            WrongCode,
            refused => Refused(refused.Why));
    }

    /// <summary>Gives the browser a challenge to make a passkey.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync(CancellationToken cancellationToken) => PasskeyAnswers.Of(
        (await LookAsync(cancellationToken)).Passed(out var enrolment, out var why) ? await passkeys.InviteAsync(enrolment, HttpContext, Connection) : why,
        Response);

    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken cancellationToken)
    {
        if (!(await LookAsync(cancellationToken)).Passed(out var enrolment, out var why))
        {
            return Refused(why);
        }

        var outcome = await passkeys.ConfirmAsync(
            enrolment, PasskeyAnswers.Take(HttpContext), PasskeyName, Answer, HttpContext, PortalCookies.Client(HttpContext, Connection), cancellationToken);
        return outcome.Match<IActionResult>(
            _ => throw new InvalidOperationException("This step begins nothing."),
            Enrolled,
            _ => FactorEnrolled(),
            Unfit,
            _ => throw new InvalidOperationException("This step takes no code."),
            refused => Refused(refused.Why));
    }

    private async Task<Step<PendingEnrolment>> LookAsync(CancellationToken cancellationToken)
    {
        var step = await pending.FindAsync(CookieHeader.Find(Request.Headers.Cookie, PendingEnrolments.CookieName).ToString(), cancellationToken);
        step.Passed(out _enrolment, out _);
        return step;
    }

    private RedirectResult Enrolled(EnrolmentOutcome.Enrolled enrolled)
    {
        PortalCookies.Forget(Response, PendingEnrolments.CookieName);
        PortalCookies.SetSignIn(Response, enrolled.Cookie);
        return Redirect("/account/recovery-codes");
    }

    private PageResult FactorEnrolled()
    {
        PortalCookies.Forget(Response, PendingEnrolments.CookieName);
        SignInBy = desk.ProviderOf(Login) ?? "your organisation";
        return Page();
    }

    private PageResult WrongCode(EnrolmentOutcome.WrongCode wrong)
    {
        (Wrong, ClockHint, Code) = (true, wrong.ClockHint, null);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private PageResult Unfit(EnrolmentOutcome.Unfit unfit)
    {
        (PasskeyFault, Answer) = (string.Join(' ', unfit.Faults), null);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private PageResult Refused(Refusal why)
    {
        Closed = why;
        Response.StatusCode = RefusalStatus.Of(why.Code);
        return Page();
    }
}
