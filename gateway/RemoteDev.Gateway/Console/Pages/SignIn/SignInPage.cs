using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Passwords;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>The first factor: name and password.</summary>
[OpenToAll]
internal sealed class SignInPage(PasswordSignIn passwords, SignInSessions signIns, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? Login { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    /// <summary>Set after a sign-out.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Bye { get; set; }

    public string? Fault { get; private set; }

    /// <summary>Whose sign-in this browser holds already, both factors shown.</summary>
    public string? Already { get; private set; }

    public string Next => ReturnAddress.Safe(Return);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (PortalCookies.SignIn(Request) is { } cookie
            && (await signIns.LookAsync(cookie, IdentifyRoom.DeviceOf(Request), cancellationToken)).Passed(out var signIn, out _)
            && signIn.Mfa is not null)
        {
            Already = signIn.Login;
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var connection = HttpContext.Features.Get<Connection>() ?? throw new InvalidOperationException("A request reached sign-in around Listen.");
        var outcome = await passwords.TryAsync(Login, Password, PortalCookies.Client(HttpContext, connection), cancellationToken);
        return outcome.Match<IActionResult>(Opened, Refused);
    }

    private RedirectResult Opened(SignInOutcome.Opened opened)
    {
        PortalCookies.SetSignIn(Response, opened.Cookie);
        return Redirect(Next == "/" ? "/signin/verify" : $"/signin/verify?return={Uri.EscapeDataString(Next)}");
    }

    private PageResult Refused(SignInOutcome.Refused refused)
    {
        Fault = refused.Until is { } until ? $"{refused.Why.Reason} {Waiting.Until(until, clock.GetUtcNow())}" : refused.Why.Reason;
        Response.StatusCode = RefusalStatus.Of(refused.Why.Code);
        Password = null;
        return Page();
    }
}
