using Microsoft.Extensions.Primitives;

namespace RemoteDev.Gateway.Console.Access;

/// <summary>
/// Whether a request that changes something was made by our own page. Browsers say it in <c>Sec-Fetch-Site</c>, and in
/// <c>Origin</c> where they do not; a request that says neither was not made by a browser's page and carries no sign-in of one
/// that we would honour. Stands in front of the antiforgery token, not in its place.
/// </summary>
internal static class SameOrigin
{
    public static bool Holds(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (!StringValues.IsNullOrEmpty(site))
        {
            // "none" is the address bar or a bookmark: no page made it. Such a request cannot be a POST.
            return site == "same-origin" || (site == "none" && IsSafe(request));
        }

        var origin = request.Headers.Origin;
        return StringValues.IsNullOrEmpty(origin)
            ? IsSafe(request)
            : string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Methods that change nothing. Links from elsewhere may bring a person here by them.</summary>
    public static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
