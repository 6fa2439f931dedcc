using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Identify.Resets;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>The browser that asked for help waits here. When two administrators have agreed, it goes on to enrolment, once.</summary>
[OpenToAll]
internal sealed class WaitingPage(ResetWait resets, GatewayOrigins origins) : PageModel
{
    /// <summary>How it stands; null when this browser waits for nothing.</summary>
    public ResetStatus? Status { get; private set; }

    public string? Fault { get; private set; }

    private string? Cookie => CookieHeader.Find(Request.Headers.Cookie, ResetWait.CookieName) is { IsEmpty: false } cookie ? cookie.ToString() : null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Status = await resets.LookAsync(Cookie, cancellationToken);
        if (Status?.State is ResetState.Asked or ResetState.Started)
        {
            // The page looks again by itself, also where no script runs.
            Response.Headers["Refresh"] = "20";
        }
    }

    /// <summary>Goes on. A form, because a link is followed by whoever looks ahead.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if ((await resets.TakeAsync(Cookie, origins.Portal, cancellationToken)).Passed(out var issued, out var refusal))
        {
            PortalCookies.Forget(Response, ResetWait.CookieName);
            return Redirect(new Uri(issued.Link).AbsolutePath);
        }

        Fault = refusal.Reason;
        Status = await resets.LookAsync(Cookie, cancellationToken);
        Response.StatusCode = RefusalStatus.Of(refusal.Code);
        return Page();
    }
}
