using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>
/// Reads and writes the cookies of sign-in and enrolment. Their names begin with <c>__Host-</c>: browsers take such a cookie only with
/// Secure, for the whole of this one host, and never from a sibling. They last as long as the browser's session.
/// </summary>
internal static class PortalCookies
{
    public static TokenHash? SignIn(HttpRequest request) =>
        TokenHash.TryOf(CookieHeader.Find(request.Headers.Cookie, IdentifyRoom.CookieName), out var hash) ? hash : null;

    public static void SetSignIn(HttpResponse response, Secret cookie) =>
        response.Cookies.Append(IdentifyRoom.CookieName, cookie.Reveal(), Options(SameSiteMode.Lax));

    public static void ForgetSignIn(HttpResponse response) => response.Cookies.Delete(IdentifyRoom.CookieName, Options(SameSiteMode.Lax));

    public static void Set(HttpResponse response, string name, Secret cookie) =>
        response.Cookies.Append(name, cookie.Reveal(), Options(SameSiteMode.Strict));

    public static void Forget(HttpResponse response, string name) => response.Cookies.Delete(name, Options(SameSiteMode.Strict));

    // Secure also where the demo speaks plain HTTP on loopback: browsers count *.localhost as trustworthy.
    private static CookieOptions Options(SameSiteMode sameSite) =>
        new() { Path = "/", Secure = true, HttpOnly = true, SameSite = sameSite, IsEssential = true };
}
