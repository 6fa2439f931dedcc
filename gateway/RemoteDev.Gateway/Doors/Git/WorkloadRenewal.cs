using System.Text.Json;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>
/// Where an environment's credential helper exchanges its secret for the next: <c>POST /.remotedev/workload-credential</c> with the present
/// one as HTTP Basic credentials. The answer is JSON and kept by nobody on the way; a refusal is one line of text.
/// </summary>
internal sealed class WorkloadRenewal(WorkloadCredentialDesk desk, GitDoorTrace trace)
{
    /// <summary>No project is called so: names begin with a letter.</summary>
    public const string Path = "/.remotedev/workload-credential";

    private static readonly Refusal NoSecret = new(
        RefusalCode.NotSignedIn, "An environment renews its credential with the present one. Send that as HTTP Basic credentials.");

    public static bool IsFor(HttpRequest request) => request.Path.Value == Path && HttpMethods.IsPost(request.Method);

    public async Task AnswerAsync(HttpContext http, Connection connection)
    {
        http.Response.Headers.CacheControl = "no-store";
        var step = BasicCredentials.TryRead(http.Request, out var credentials)
            ? await desk.RenewAsync(connection, credentials.User, credentials.Secret, http.RequestAborted)
            : NoSecret;
        if (step.Passed(out var renewed, out var refusal))
        {
            http.Response.ContentType = "application/json";
            await http.Response.Body.WriteAsync(Json(renewed), http.RequestAborted);
            return;
        }

        var walk = new GitWalk(connection, default) { Room = nameof(Identify) };
        trace.Refused(walk, refusal, http.Request.Method, TracedPath.Of(http.Request.Path, http.Request.QueryString.Value));
        if (ReferenceEquals(refusal, WorkloadRefusals.RenewedAlready))
        {
            http.Response.StatusCode = StatusCodes.Status409Conflict;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(refusal.Reason + "\n", http.RequestAborted);
            return;
        }

        await GitRefusalWriter.WriteAsync(http, default, null, refusal);
    }

    // Times in seconds of Unix, which a shell can compare.
    private static byte[] Json(WorkloadCredential renewed) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        username = renewed.UserName,
        secret = renewed.Secret.Reveal(),
        issued = renewed.IssuedAt.ToUnixTimeSeconds(),
        expires = renewed.ExpiresAt.ToUnixTimeSeconds(),
    });
}
