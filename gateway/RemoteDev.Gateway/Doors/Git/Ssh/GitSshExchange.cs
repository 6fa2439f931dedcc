using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Telemetry;

namespace RemoteDev.Gateway.Doors.Git.Ssh;

/// <summary>
/// One request of smart HTTP, made of what a client said over SSH, so that it is contained and forwarded as those are that come by HTTP.
/// </summary>
internal sealed class GitSshExchange(ForwardRoom forward, TimeProvider clock)
{
    private const string Agent = "git/2.0 (RemoteDev Gateway)";

    private static readonly Refusal Unreadable = new(
        RefusalCode.UpstreamUnavailable,
        "The git server inside did not answer as a git server of today does. Somebody who looks after it has to see whether it speaks smart HTTP with protocol version 2.");

    /// <summary>Asks what a repository offers, and hands it to the client.</summary>
    public async ValueTask<Refusal?> AdvertiseAsync(GitFlow flow, GitRoute route, GitConversation conversation)
    {
        await using var client = new AdvertisementStream(conversation.Channel, route.Service);
        await using var answer = flow.Answer(client);
        var refusal = await SendAsync(flow, route with { Kind = GitRouteKind.Advertisement }, null, null, answer, conversation.Token);
        conversation.TakesErrorLine = !client.HasBegun;
        return client.HasBegun ? refusal : client.IsUnreadable ? Unreadable : refusal ?? Unreadable;
    }

    /// <summary>Sends one request inside; its answer goes to the client as it comes.</summary>
    /// <param name="length">Bytes of the body, or null when they are not known.</param>
    public async ValueTask<Refusal?> AskAsync(
        GitFlow flow, GitRoute route, Stream body, long? length, GitAnswerStream answer, GitConversation conversation)
    {
        var before = flow.Stream.BytesOut;
        var refusal = await SendAsync(flow, route, body, length, answer, conversation.Token);
        conversation.TakesErrorLine &= flow.Stream.BytesOut == before;
        return refusal;
    }

    private async ValueTask<Refusal?> SendAsync(
        GitFlow flow, GitRoute route, Stream? body, long? length, GitAnswerStream answer, CancellationToken cancellationToken)
    {
        var permitted = flow.Stream.Permitted;
        permitted.Session.Touch(clock.GetUtcNow());
        var http = Request(route, body, length);
        http.Response.Body = answer;
        http.RequestAborted = cancellationToken;
        using var span = SessionSpans.Request(permitted.Session, http.Request.Method, permitted.Permit.Action.Id);
        var outcome = await forward.SendAsync(flow.Towards(route), http);
        return outcome.Reason == EndReason.UpstreamFailed || (outcome.Refusal is null && http.Response.StatusCode != StatusCodes.Status200OK)
            ? GitRefusals.Silent
            : outcome.Refusal;
    }

    private static DefaultHttpContext Request(GitRoute route, Stream? body, long? length)
    {
        var http = new DefaultHttpContext();
        var service = route.Service == GitService.UploadPack ? "git-upload-pack" : "git-receive-pack";
        var request = http.Request;
        request.Protocol = HttpProtocol.Http11;
        request.Headers.UserAgent = Agent;
        if (route.Service == GitService.UploadPack)
        {
            request.Headers["Git-Protocol"] = "version=2";
        }

        if (body is null)
        {
            request.Method = HttpMethods.Get;
            return http;
        }

        request.Method = HttpMethods.Post;
        request.ContentType = $"application/x-{service}-request";
        request.Headers.Accept = $"application/x-{service}-result";
        request.Body = body;
        request.ContentLength = length;
        if (length is null)
        {
            request.Headers.TransferEncoding = "chunked";
        }

        return http;
    }
}
