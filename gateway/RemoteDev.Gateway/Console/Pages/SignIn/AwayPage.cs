using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.OpenId;

namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>Between signing out here and signing out at the provider.</summary>
[OpenToAll]
internal sealed class AwayPage(AwayCookie away) : PageModel
{
    private const int Seconds = 2;

    public IActionResult OnGet()
    {
        if (away.Read(Request) is null)
        {
            return Redirect("/signin?bye=1");
        }

        Response.Headers["Refresh"] = FormattableString.Invariant($"{Seconds}; url=/signout/go");
        return Page();
    }
}
