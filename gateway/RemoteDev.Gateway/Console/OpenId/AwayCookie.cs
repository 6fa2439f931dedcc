using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Console.OpenId;

/// <summary>
/// Carries the address at which the browser signs out at its provider over to the next request, sealed: browsers hold a form to our own
/// origin also where the answer sends it on, so the answer to "sign out" cannot lead there itself.
/// </summary>
internal sealed class AwayCookie(IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Name = "__Host-rd-away";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly IDataProtector _protector = protection.CreateProtector("RemoteDev.Console.OpenId.away.v1");

    /// <summary>False when the address is longer than a cookie may be.</summary>
    public bool TrySet(HttpResponse response, Uri address)
    {
        var box = _protector.Protect($"{(clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds()} {address.AbsoluteUri}");
        if (box.Length > 3800)
        {
            return false;
        }

        response.Cookies.Append(Name, box, Options());
        return true;
    }

    public Uri? Read(HttpRequest request)
    {
        var box = CookieHeader.Find(request.Headers.Cookie, Name);
        if (box.IsEmpty)
        {
            return null;
        }

        try
        {
            var parts = _protector.Unprotect(box.ToString()).Split(' ', 2);
            return long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds() ? new Uri(parts[1]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static void Forget(HttpResponse response) => response.Cookies.Delete(Name, Options());

    private static CookieOptions Options() => new() { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true };
}
