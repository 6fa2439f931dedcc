using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Telemetry;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>Carries permitted git requests over HTTP through Contain and Forward.</summary>
internal sealed class GitTransfer(GitContainment contain, ForwardRoom forward, GitTransferTrace trace)
{
    public async ValueTask<Refusal?> FetchAsync(HttpContext http, Permitted permitted, RepositoryEntry repository, GitRoute route)
    {
        if (!contain.Contain(http, [permitted], repository, route, StreamKind.GitFetch).Passed(out var transfer, out var refusal))
        {
            return refusal;
        }

        using (transfer)
        {
            var (failed, began) = await MoveAsync(http, transfer, repository);
            if (began && route.Kind == GitRouteKind.Rpc)
            {
                trace.Fetched(transfer.Stream, repository);
            }

            return failed;
        }
    }

    public async ValueTask<Refusal?> AdvertisePushAsync(HttpContext http, Permitted permitted, RepositoryEntry repository, GitRoute route)
    {
        if (!contain.Contain(http, [permitted], repository, route, StreamKind.GitPush).Passed(out var transfer, out var refusal))
        {
            return refusal;
        }

        using (transfer)
        {
            return (await MoveAsync(http, transfer, repository)).Failed;
        }
    }

    /// <summary>Carries a push, and leaves its receipt.</summary>
    /// <param name="permitted">The permission on the repository, then one for each ref; the push is cut when any of them falls.</param>
    public async ValueTask<Refusal?> PushAsync(
        HttpContext http, IReadOnlyList<Permitted> permitted, RepositoryEntry repository, GitRoute route, PushCommands commands)
    {
        if (!contain.Contain(http, permitted, repository, route, StreamKind.GitPush).Passed(out var transfer, out var refusal))
        {
            return refusal;
        }

        using (transfer)
        using (var body = new PackDigestStream(http.Request.BodyReader.AsStream(), commands.Length, bytes => transfer.Stream.CountIn(bytes)))
        {
            http.Request.Body = body;
            var (failed, began) = await MoveAsync(http, transfer, repository);
            if (commands.Changes.Count > 0 && began)
            {
                await trace.PushedAsync(transfer.Stream, repository, commands, body, transfer.ResponseHead, failed);
            }

            return failed;
        }
    }

    private async ValueTask<(Refusal? Failed, bool Began)> MoveAsync(HttpContext http, ContainedTransfer transfer, RepositoryEntry repository)
    {
        var stream = transfer.Stream;
        var permitted = stream.Permitted;
        using var span = SessionSpans.Request(permitted.Session, http.Request.Method, permitted.Permit.Action.Id);

        // Not given up with the client: what the trace says was opened, it must also say has ended.
        if (!await trace.OpenAsync(stream, repository, TracedPath.Of(http.Request.Path, http.Request.QueryString.Value), asked: null, CancellationToken.None))
        {
            return (GitRefusals.NoTrace, false);
        }

        var outcome = await forward.SendAsync(transfer.Contained, http);
        trace.Ended(stream, outcome.Reason);
        return (outcome.Reason == EndReason.UpstreamFailed ? GitRefusals.Silent : outcome.Refusal, true);
    }
}
