using Microsoft.Extensions.Primitives;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Http;

/// <summary>
/// Refuses requests that another origin's page made the browser send. Other environments of the same domain are another origin
/// but the same site, run hostile code, and get the cookie sent along: only the browser's own word tells them apart.
/// </summary>
internal static class FetchMetadata
{
    private static readonly Refusal Foreign = new(
        RefusalCode.CrossOrigin, "Another site's page asked for this. Open the environment from the portal, or type its address.");

    /// <summary>Why the request is refused, or null.</summary>
    /// <param name="origin">The environment's one origin.</param>
    public static Refusal? Fault(HttpRequest request, string origin, bool upgrade)
    {
        var headers = request.Headers;
        if (upgrade)
        {
            // A browser always says Origin here, and servers inside accept its absence: so it has to be there, and ours.
            return headers.Origin.Count == 1 && IsOurs(headers.Origin, origin) && IsSame(headers["Sec-Fetch-Site"], true) ? null : Foreign;
        }

        if (headers.Origin.Count > 0 && !IsOurs(headers.Origin, origin))
        {
            return Foreign;
        }

        var site = headers["Sec-Fetch-Site"];
        if (site.Count == 0 || IsSame(site, false))
        {
            return null;
        }

        // A link or an address that leads here: a whole page, read only, not a frame.
        return headers["Sec-Fetch-Mode"] == "navigate" && headers["Sec-Fetch-Dest"] == "document" && HttpMethods.IsGet(request.Method)
            ? null
            : Foreign;
    }

    private static bool IsOurs(StringValues header, string origin) =>
        header.Count == 1 && header[0]!.Equals(origin, StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(StringValues site, bool absentIsSame) =>
        site.Count == 0 ? absentIsSame : site.Count == 1 && (site[0] is "same-origin" or "none");
}
