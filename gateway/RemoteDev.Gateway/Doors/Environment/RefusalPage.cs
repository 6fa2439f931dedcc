using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>
/// Renders a refusal for whoever asked: a calm page for a person's browser, JSON for a script of one, a line of text for
/// anything else. Needs nothing from anywhere: no style sheet, no script, no sign-in.
/// </summary>
internal static class RefusalPage
{
    /// <summary>The page may be shown by whoever asked and framed, extended or scripted by nobody.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private const string Style =
        ":root{color-scheme:light dark}*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;"
        + "font:15px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;color:light-dark(#17212b,#e4eaf0);"
        + "background:light-dark(#f3f5f8,#0e1319)}main{max-width:36rem;width:100%;padding:28px;border-radius:8px;"
        + "background:light-dark(#fff,#151c24);border:1px solid light-dark(#dce2e9,#2a3642)}h1{margin:0 0 8px;font-size:20px;line-height:1.3}"
        + "p{margin:0 0 12px;overflow-wrap:anywhere}.more{color:light-dark(#52606d,#9fadba);font-size:13px}"
        + "a{color:light-dark(#0a5ca8,#79b8ff)}a.go{display:inline-block;margin:4px 12px 0 0;padding:6px 14px;border-radius:6px;text-decoration:none;"
        + "background:light-dark(#0a5ca8,#79b8ff);color:light-dark(#fff,#0b1622)}a:focus-visible{outline:2px solid currentColor;outline-offset:2px}";

    public static int StatusOf(RefusalCode code) => code switch
    {
        RefusalCode.Malformed => StatusCodes.Status400BadRequest,
        RefusalCode.NotSignedIn or RefusalCode.BadCredential => StatusCodes.Status401Unauthorized,
        RefusalCode.Unknown => StatusCodes.Status404NotFound,
        RefusalCode.LockedOut => StatusCodes.Status429TooManyRequests,
        RefusalCode.UpstreamUnavailable => StatusCodes.Status502BadGateway,
        RefusalCode.NotReady or RefusalCode.TraceUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status403Forbidden,
    };

    /// <summary>Answers the request, with the status of the refusal unless one was set. Must be called before anything was sent.</summary>
    /// <param name="viewerZone">IANA zone of the person, when it is known who asks.</param>
    /// <param name="links">Where a person can go from here, first the best.</param>
    public static Task WriteAsync(HttpContext context, Refusal refusal, string? viewerZone, params ReadOnlySpan<(string Text, string Address)> links)
    {
        var response = context.Response;
        if (response.StatusCode == StatusCodes.Status200OK)
        {
            response.StatusCode = StatusOf(refusal.Code);
        }

        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (response.StatusCode is StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "5";
        }

        string body;
        if (IsForAPerson(context.Request))
        {
            response.ContentType = "text/html; charset=utf-8";
            body = Html(refusal, viewerZone, links);
        }
        else if (context.Request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            response.ContentType = "application/problem+json; charset=utf-8";
            body = Json(refusal, response.StatusCode);
        }
        else
        {
            response.ContentType = "text/plain; charset=utf-8";
            body = refusal.Reason + "\n";
        }

        var bytes = Encoding.UTF8.GetBytes(body);
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(bytes, 0, bytes.Length, context.RequestAborted);
    }

    /// <summary>Whether a browser asks for a page to show in its window.</summary>
    public static bool IsForAPerson(HttpRequest request)
    {
        var mode = request.Headers["Sec-Fetch-Mode"];
        return mode.Count > 0
            ? mode == "navigate"
            : request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    private static string Title(RefusalCode code) => code switch
    {
        RefusalCode.WindowClosed => "Closed at the moment",
        RefusalCode.MfaNeeded => "Confirm that it is you",
        RefusalCode.NotSignedIn or RefusalCode.BadCredential => "Sign in first",
        RefusalCode.SessionEnded => "Your session has ended",
        RefusalCode.Suspended => "Your account is suspended",
        RefusalCode.OverBudget => "The data budget is used up",
        RefusalCode.UpstreamUnavailable => "The environment does not answer",
        RefusalCode.NotReady or RefusalCode.TraceUnavailable => "Not available at the moment",
        RefusalCode.Unknown => "Nothing is here",
        RefusalCode.NotContained => "This way out is closed",
        RefusalCode.ApprovalNeeded => "An approval is needed",
        _ => "Refused",
    };

    private static string Html(Refusal refusal, string? viewerZone, ReadOnlySpan<(string Text, string Address)> links)
    {
        var encode = HtmlEncoder.Default;
        var html = new StringBuilder(4096);
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Title(refusal.Code)}</title>")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><style>").Append(Style).Append("</style></head><body><main>")
            .Append(CultureInfo.InvariantCulture, $"<h1>{Title(refusal.Code)}</h1><p>{encode.Encode(refusal.Reason)}</p>");
        if (refusal.OpensAt is { } opens)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>Again from <strong>{encode.Encode(Times(opens, viewerZone, refusal.WindowZone))}</strong>.</p>");
        }

        for (var i = 0; i < links.Length; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<a{(i == 0 ? " class=\"go\"" : "")} href=\"{encode.Encode(links[i].Address)}\">{encode.Encode(links[i].Text)}</a>");
        }

        if (refusal.Policies.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"more\">Decided by {encode.Encode(string.Join(", ", refusal.Policies))}.</p>");
        }

        return html.Append("</main></body></html>").ToString();
    }

    /// <summary>The person's zone first, then the window's own, UTC when neither is known.</summary>
    private static string Times(DateTimeOffset at, string? viewerZone, string? windowZone)
    {
        string[] zones = [.. new[] { viewerZone, windowZone }.OfType<string>().Distinct(StringComparer.Ordinal)];
        var texts = zones.Select(zone => InZone(at, zone)).OfType<string>();
        return string.Join(" = ", texts.DefaultIfEmpty(InZone(at, "UTC")!));
    }

    private static string? InZone(DateTimeOffset at, string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } known
        ? Instant.FromDateTimeOffset(at).InZone(known).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture) + $" ({zone})"
        : null;

    private static string Json(Refusal refusal, int status) => JsonSerializer.Serialize(
        new RefusalProblem(status, Title(refusal.Code), refusal.Reason, refusal.Code.ToString(), refusal.Policies, refusal.OpensAt),
        EnvironmentJson.Default.RefusalProblem);
}
