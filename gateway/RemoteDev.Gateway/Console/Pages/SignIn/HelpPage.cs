using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Resets;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>Somebody cannot sign in any more and asks for help. What comes back is the same for every name.</summary>
[OpenToAll]
internal sealed class HelpPage(ResetWait resets, SignInSessions signIns) : PageModel
{
    [BindProperty]
    public string? Login { get; set; }

    [BindProperty]
    public string? Message { get; set; }

    public string? Fault { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => Login = (await HalfwayAsync(cancellationToken))?.Login;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var connection = HttpContext.Features.Get<Connection>() ?? throw new InvalidOperationException("A request reached sign-in around Listen.");
        var asked = await resets.AskAsync(Login, Message, await HalfwayAsync(cancellationToken), connection.Source, cancellationToken);
        if (asked.Passed(out var cookie, out var refusal))
        {
            PortalCookies.Set(Response, ResetWait.CookieName, cookie);
            return Redirect("/signin/waiting");
        }

        Fault = $"{refusal.Reason} Try again later, or call an administrator.";
        Response.StatusCode = RefusalStatus.Of(refusal.Code);
        return Page();
    }

    private async Task<Journey.SignIn?> HalfwayAsync(CancellationToken cancellationToken) =>
        PortalCookies.SignIn(Request) is { } cookie && (await signIns.LookAsync(cookie, IdentifyRoom.DeviceOf(Request), cancellationToken)).Passed(out var signIn, out _) ? signIn : null;
}
