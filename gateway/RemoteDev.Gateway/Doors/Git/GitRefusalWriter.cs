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
    private const int LongestReason = 900;

    public static Task WriteAsync(HttpContext http, GitRoute route, PushCommands? push, Refusal refusal)
    {
        var reason = OneLine(refusal.Reason);
        if (refusal.Code is RefusalCode.NotSignedIn or RefusalCode.BadCredential or RefusalCode.LockedOut)
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"RemoteDev Gateway\", charset=\"UTF-8\"";
            return PlainAsync(http, StatusCodes.Status401Unauthorized, reason);
        }

        return route.Kind switch
        {
            GitRouteKind.Advertisement => AdvertisementAsync(http, route.Service, reason),
            GitRouteKind.Rpc when push is { WantsReport: true } => ReportAsync(http, push, reason),
            GitRouteKind.LargeFiles => LargeFilesAsync(http, reason),
            _ => PlainAsync(http, StatusFor(refusal.Code), reason),
        };
    }

    /// <summary>gitprotocol-http, "Smart Server Response", whose second line is an error-line of gitprotocol-pack.</summary>
    private static Task AdvertisementAsync(HttpContext http, GitService service, string reason)
    {
        var name = service == GitService.UploadPack ? "git-upload-pack" : "git-receive-pack";
        var body = new ArrayBufferWriter<byte>();
        PktLine.Write(body, Encoding.UTF8.GetBytes($"# service={name}\n"));
        PktLine.Flush(body);
        PktLine.Write(body, Encoding.UTF8.GetBytes($"ERR {reason}"));
        return SendAsync(http, StatusCodes.Status200OK, $"application/x-{name}-advertisement", body.WrittenMemory);
    }

    /// <summary>gitprotocol-pack, "Report Status": every ref refused with the reason; nothing was forwarded.</summary>
    private static Task ReportAsync(HttpContext http, PushCommands push, string reason)
    {
        var report = new ArrayBufferWriter<byte>();
        PktLine.Write(report, "unpack ok\n"u8);
        foreach (var change in push.Changes)
        {
            PktLine.Write(report, Encoding.UTF8.GetBytes($"ng {change.Name} {reason}\n"));
        }

        PktLine.Flush(report);
        var body = push.WantsSideBand ? InSideBand(report.WrittenSpan, reason) : report;
        return SendAsync(http, StatusCodes.Status200OK, "application/x-git-receive-pack-result", body.WrittenMemory);
    }

    private static ArrayBufferWriter<byte> InSideBand(ReadOnlySpan<byte> report, string reason)
    {
        const int Most = 65515; // side-band-64k: 65520 less the length digits and the band byte
        var body = new ArrayBufferWriter<byte>();
        PktLine.Write(body, [2, .. Encoding.UTF8.GetBytes($"RemoteDev Gateway: {reason}\n")]);
        for (var rest = report; !rest.IsEmpty; rest = rest[Math.Min(Most, rest.Length)..])
        {
            PktLine.Write(body, [1, .. rest[..Math.Min(Most, rest.Length)]]);
        }

        PktLine.Flush(body);
        return body;
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

    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length <= LongestReason ? line : line[..LongestReason] + "…";
    }
}
