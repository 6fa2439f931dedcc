using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Pages.SignIn;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Enrolment;

namespace RemoteDev.Gateway.Console.Pages.Enrol;

/// <summary>The second step of an enrolment: the authenticator app, proven by a code. After it the person is signed in.</summary>
[OpenToAll]
internal sealed class EnrolAppPage(EnrolmentDesk desk, PendingEnrolments pending) : PageModel
{
    private PendingEnrolment? _enrolment;

    [BindProperty]
    public string? Code { get; set; }

    public string Login => Enrolment.Login;

    /// <summary>The key for typing into the app by hand.</summary>
    public string ManualKey => Enrolment.Key.Reveal();

    public IHtmlContent Qr => QrPicture.Of(Enrolment.Key.Uri($"RemoteDev {Request.Host.Host}", Login), "QR code for your authenticator app");

    /// <summary>Why it cannot go on.</summary>
    public Refusal? Closed { get; private set; }

    public bool Wrong { get; private set; }

    public bool ClockHint { get; private set; }

    private PendingEnrolment Enrolment => _enrolment ?? throw new InvalidOperationException("The page shows an enrolment that has begun.");

    public IActionResult OnGet() => Look() ? Page() : Refused(new EnrolmentOutcome.Refused(EnrolmentRefusals.NotBegun));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var connection = HttpContext.Features.Get<Connection>() ?? throw new InvalidOperationException("A request reached enrolment around Listen.");
        Look();
        var outcome = await desk.ConfirmAsync(_enrolment, Code, PortalCookies.Client(HttpContext, connection), cancellationToken);
        return outcome.Match<IActionResult>(
            _ => throw new InvalidOperationException("This step begins nothing."),
            Enrolled,
            _ => throw new InvalidOperationException("This step takes no password."),
            WrongCode,
            Refused);
    }

    private bool Look()
    {
        _enrolment = pending.Find(CookieHeader.Find(Request.Headers.Cookie, PendingEnrolments.CookieName));
        return _enrolment is not null;
    }

    private RedirectResult Enrolled(EnrolmentOutcome.Enrolled enrolled)
    {
        PortalCookies.Forget(Response, PendingEnrolments.CookieName);
        PortalCookies.SetSignIn(Response, enrolled.Cookie);
        return Redirect("/account/recovery-codes");
    }

    private PageResult WrongCode(EnrolmentOutcome.WrongCode wrong)
    {
        (Wrong, ClockHint, Code) = (true, wrong.ClockHint, null);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private PageResult Refused(EnrolmentOutcome.Refused refused)
    {
        Closed = refused.Why;
        Response.StatusCode = RefusalStatus.Of(refused.Why.Code);
        return Page();
    }
}
