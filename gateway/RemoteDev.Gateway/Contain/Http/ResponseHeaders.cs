namespace RemoteDev.Gateway.Contain.Http;

/// <summary>What an environment may say to a browser in headers, and what the gateway adds.</summary>
internal static class ResponseHeaders
{
    /// <summary>
    /// Headers by which a page inside could loosen its origin's bounds, speak for the gateway's own, or have a browser report
    /// what it sees to a third party.
    /// </summary>
    private static readonly string[] Dropped =
    [
        "Strict-Transport-Security", "Clear-Site-Data", "Public-Key-Pins", "Expect-CT", "Alt-Svc", "Server", "X-Powered-By",
        "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Expose-Headers",
        "Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Max-Age", "Timing-Allow-Origin",
        "Content-Security-Policy-Report-Only", "Report-To", "Reporting-Endpoints", "NEL", "Refresh",
        "Cross-Origin-Resource-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-DNS-Prefetch-Control", "Origin-Agent-Cluster",
    ];

    public static void Apply(IHeaderDictionary headers, EnvironmentBounds bounds, bool encrypted)
    {
        var transport = headers.StrictTransportSecurity;
        foreach (var name in Dropped)
        {
            headers.Remove(name);
        }

        if (encrypted)
        {
            // Ours was set by Listen and may have been joined by theirs; only the first is ours.
            headers.StrictTransportSecurity = transport.Count > 0 ? transport[0] : null;
        }

        GatewayCookies.Filter(headers);
        headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.Count == 0
            ? bounds.ContentSecurityPolicy
            : Microsoft.Extensions.Primitives.StringValues.Concat(headers.ContentSecurityPolicy, bounds.ContentSecurityPolicy);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-DNS-Prefetch-Control"] = "off";
        headers["Origin-Agent-Cluster"] = "?1";
    }
}
