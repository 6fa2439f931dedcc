using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.OpenId;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.OpenId.SignOut;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>
/// Ends the sign-in of this browser and with it everything that hangs from it. Works without an antiforgery token, which may be
/// stale just when somebody wants out; that another site's page cannot ask for it is the portal's door's part.
/// </summary>
[OpenToAll]
[IgnoreAntiforgeryToken]
internal sealed class SignOutPage(SignInSessions signIns, ProviderSignOut providers, AwayCookie away) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (PortalCookies.SignIn(Request) is { } cookie)
        {
            // It may be one that only other gateways have met.
            var found = await signIns.LookAsync(cookie, IdentifyRoom.DeviceOf(Request), cancellationToken);
            signIns.End(cookie, EndReason.SignedOut);
            PortalCookies.ForgetSignIn(Response);
            if (found.Passed(out var signIn, out _) && await providers.WayOutAsync(signIn, cancellationToken) is { } address && away.TrySet(Response, address))
            {
                return Redirect("/signout/away");
            }

            if (!found.Passed(out _, out var unknown) && unknown.Code == RefusalCode.NotReady)
            {
                signIns.EndUnseen(cookie, EndReason.SignedOut);
                return Redirect("/signin?bye=soon");
            }
        }

        PortalCookies.ForgetSignIn(Response);
        return Redirect("/signin?bye=1");
    }
}
