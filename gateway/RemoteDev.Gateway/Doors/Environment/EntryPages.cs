using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>
/// How a browser gets into an environment's origin: away to the portal with a nonce of this origin, back with a one-time code
/// that only the browser with that nonce can exchange for the ticket in its cookie.
/// </summary>
internal sealed class EntryPages(SessionTickets tickets, GatewayOrigins origins)
{
    private static readonly CookieOptions Held = new() { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true };

    private static readonly CookieOptions Brief = new(Held) { MaxAge = TimeSpan.FromMinutes(15) };

    /// <summary>The address of <see cref="Start"/> that comes back to what was asked for.</summary>
    public static string StartFor(HttpRequest request) =>
        $"{EnvironmentPaths.Start}?return={Uri.EscapeDataString(HttpMethods.IsGet(request.Method) ? request.Path.ToUriComponent() + request.QueryString.Value : "/")}";

    public void Start(HttpContext context, Connection connection)
    {
        var nonce = Secret.New();
        context.Response.Cookies.Append(SessionTickets.NonceCookieName, nonce.Reveal(), Brief);
        var back = ReturnPath.Safe(context.Request.Query["return"]);
        Send(context, $"{origins.Portal}/open/{connection.Place}?nonce={nonce.Hash}&return={Uri.EscapeDataString(back)}");
    }

    /// <summary>Null when the browser was let in and sent on; otherwise why not.</summary>
    public Refusal? Enter(HttpContext context, Connection connection)
    {
        var nonce = CookieHeader.Find(context.Request.Headers.Cookie, SessionTickets.NonceCookieName);
        var code = context.Request.Query["code"];
        if (!tickets.Redeem(code.Count == 1 ? code[0] : "", connection.Place, nonce).Passed(out var ticket, out var refusal))
        {
            return refusal;
        }

        context.Response.Cookies.Delete(SessionTickets.NonceCookieName, Held);
        context.Response.Cookies.Append(SessionTickets.CookieName, ticket.Reveal(), Held);
        Send(context, ReturnPath.Safe(context.Request.Query["return"]));
        return null;
    }

    private static void Send(HttpContext context, string address)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = address;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
