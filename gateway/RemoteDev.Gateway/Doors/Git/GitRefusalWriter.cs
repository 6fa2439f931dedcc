using System.Buffers;
using System.Text;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>
/// Says no in the words of the protocol, so that the git command line prints our reason: an <c>ERR</c> line where an
/// advertisement was asked for, a status report where refs were pushed, plain text (which git prints as "remote: …") elsewhere.
/// </summary>
internal static class GitRefusalWriter
{
    public static Task WriteAsync(HttpContext http, GitRoute route, PushCommands? push, Refusal refusal)
    {
        var reason = GitRefusalWords.Reason(refusal);
        if (refusal.Code == RefusalCode.LockedOut)
        {
            http.Response.Headers.RetryAfter = "30";
            return PlainAsync(http, StatusCodes.Status429TooManyRequests, reason);
        }

        // git erases a credential that is answered 401, so that is said of wrong ones only, and to who showed none.
        if (refusal.Code == RefusalCode.BadCredential || (refusal.Code == RefusalCode.NotSignedIn && http.Request.Headers.Authorization.Count == 0))
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"RemoteDev Gateway\", charset=\"UTF-8\"";
            return PlainAsync(http, StatusCodes.Status401Unauthorized, reason);
        }

        // In git's own words it would count as an answer, which no script tries again. Of a push that was read each ref gets its reason.
        if (refusal.Code == RefusalCode.NotReady && push is null)
        {
            http.Response.Headers.RetryAfter = "60";
            return PlainAsync(http, StatusCodes.Status503ServiceUnavailable, reason);
        }

        return route.Kind switch
        {
            GitRouteKind.Advertisement => AdvertisementAsync(http, route.Service, refusal),
            GitRouteKind.Rpc when push is { WantsReport: true } => ReportAsync(http, push, refusal),
            GitRouteKind.LargeFiles => LargeFilesAsync(http, reason),
            _ => PlainAsync(http, StatusFor(refusal.Code), reason),
        };
    }

    /// <summary>gitprotocol-http, "Smart Server Response", whose second line is an error-line of gitprotocol-pack.</summary>
    private static Task AdvertisementAsync(HttpContext http, GitService service, Refusal refusal)
    {
        var name = service == GitService.UploadPack ? "git-upload-pack" : "git-receive-pack";
        var body = new ArrayBufferWriter<byte>();
        PktLine.Write(body, Encoding.UTF8.GetBytes($"# service={name}\n"));
        PktLine.Flush(body);
        GitRefusalWords.WriteError(body, refusal);
        return SendAsync(http, StatusCodes.Status200OK, $"application/x-{name}-advertisement", body.WrittenMemory);
    }

    private static Task ReportAsync(HttpContext http, PushCommands push, Refusal refusal)
    {
        var body = new ArrayBufferWriter<byte>();
        GitRefusalWords.WriteReport(body, push, refusal);
        return SendAsync(http, StatusCodes.Status200OK, "application/x-git-receive-pack-result", body.WrittenMemory);
    }

    /// <summary>git-lfs prints the <c>message</c> of an error document (git-lfs API, "Response Errors").</summary>
    private static Task LargeFilesAsync(HttpContext http, string reason)
    {
        var message = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { message = reason });
        return SendAsync(http, StatusCodes.Status403Forbidden, "application/vnd.git-lfs+json", message);
    }

    private static Task PlainAsync(HttpContext http, int status, string reason) =>
        SendAsync(http, status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(reason + "\n"));

    private static async Task SendAsync(HttpContext http, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static int StatusFor(RefusalCode code) => code switch
    {
        RefusalCode.Unknown => StatusCodes.Status404NotFound,
        RefusalCode.Malformed => StatusCodes.Status400BadRequest,
        RefusalCode.NotReady or RefusalCode.TraceUnavailable => StatusCodes.Status503ServiceUnavailable,
        RefusalCode.UpstreamUnavailable => StatusCodes.Status502BadGateway,
        _ => StatusCodes.Status403Forbidden,
    };
}
