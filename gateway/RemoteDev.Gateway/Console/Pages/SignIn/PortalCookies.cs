using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.SignIn;

/// <summary>
/// Reads and writes the cookies of sign-in and enrolment. Their names begin with <c>__Host-</c>: browsers take such a cookie only with
/// Secure, for the whole of this one host, and never from a sibling. They last as long as the browser's session, but for the browser's mark.
/// </summary>
internal static class PortalCookies
{
    /// <summary>The most that browsers grant.</summary>
    private static readonly TimeSpan DeviceLifetime = TimeSpan.FromDays(400);

    public static TokenHash? SignIn(HttpRequest request) =>
        TokenHash.TryOf(CookieHeader.Find(request.Headers.Cookie, IdentifyRoom.CookieName), out var hash) ? hash : null;

    /// <summary>
    /// Where a request comes from, with the browser's own mark: a random value that it gets with its first sign-in and keeps.
    /// </summary>
    public static SignInClient Client(HttpContext context, Connection connection)
    {
        if (!TokenHash.TryOf(CookieHeader.Find(context.Request.Headers.Cookie, IdentifyRoom.DeviceCookieName), out var device))
        {
            var mark = Secret.New();
            device = mark.Hash;
            var options = Options(SameSiteMode.Lax);
            options.MaxAge = DeviceLifetime;
            context.Response.Cookies.Append(IdentifyRoom.DeviceCookieName, mark.Reveal(), options);
        }

        return new SignInClient(connection.Source, SignIn(context.Request), device, context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null);
    }

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
