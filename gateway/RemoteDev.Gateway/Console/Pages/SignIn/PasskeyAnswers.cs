using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Passkeys;

namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>How pages and the script that speaks to passkeys (passkey.js) talk.</summary>
internal static class PasskeyAnswers
{
    /// <summary>The challenge as JSON, and its cookie; or why there is none, and where to go for it.</summary>
    /// <param name="back">Where to come back to after a fresher factor.</param>
    public static IActionResult Of(Step<PasskeyRequest> asked, HttpResponse response, string back = "/")
    {
        if (asked.Passed(out var request, out var refusal))
        {
            PortalCookies.Set(response, PasskeyCeremonies.CookieName, request.Cookie);
            return new ContentResult { Content = request.Options, ContentType = "application/json" };
        }

        var next = refusal.Code switch
        {
            RefusalCode.MfaNeeded => $"/signin/verify?return={Uri.EscapeDataString(back)}",
            RefusalCode.SessionEnded => "/signin",
            _ => null,
        };
        return new JsonResult(new { refusal.Reason, next }) { StatusCode = RefusalStatus.Of(refusal.Code) };
    }

    /// <summary>The cookie of the challenge that an answer came with. It has done its work with that.</summary>
    public static string? Take(HttpContext context)
    {
        var cookie = CookieHeader.Find(context.Request.Headers.Cookie, PasskeyCeremonies.CookieName);
        PortalCookies.Forget(context.Response, PasskeyCeremonies.CookieName);
        return cookie.IsEmpty ? null : cookie.ToString();
    }
}
