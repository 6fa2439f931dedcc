using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Telemetry;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>
/// Carries permitted git requests through Contain and Forward. The stream's opening is durable in the trace before its first byte,
/// and a push ends with a receipt: refs, ids, size and digest of the pack, and whether the server inside took it.
/// </summary>
internal sealed class GitTransfer(GitContainment contain, ForwardRoom forward, TraceRoom trace, TimeProvider clock)
{
    private static readonly Refusal NoTrace = new(
        RefusalCode.TraceUnavailable, "The gateway cannot write its trace at the moment, so nothing may be moved. An administrator has to look at it.");

    private static readonly Refusal Silent = new(
        RefusalCode.UpstreamUnavailable, "The git server inside does not answer at the moment. Try again shortly.");

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
                trace.Record(new GitFetched
                {
                    Session = permitted.Session.Id,
                    Actor = permitted.Session.Login,
                    Source = permitted.Session.Source.ToString(),
                    Repository = repository.FullName,
                    Origin = permitted.Verified.Identified.Origin,
                    BytesOut = transfer.Contained.Stream.BytesOut,
                });
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
        using (var body = new PackDigestStream(http.Request.BodyReader.AsStream(), commands.Length, bytes => transfer.Contained.Stream.CountIn(bytes)))
        {
            http.Request.Body = body;
            var (failed, began) = await MoveAsync(http, transfer, repository);
            if (commands.Changes.Count > 0 && began)
            {
                await ReceiptAsync(permitted[0], repository, commands, body, failed, transfer);
            }

            return failed;
        }
    }

    private async ValueTask<(Refusal? Failed, bool Began)> MoveAsync(HttpContext http, ContainedTransfer transfer, RepositoryEntry repository)
    {
        var stream = transfer.Contained.Stream;
        var permitted = transfer.Contained.Permitted;
        using var span = SessionSpans.Request(permitted.Session, http.Request.Method, permitted.Permit.Action.Id);
        var opened = await trace.OpenAsync(
            new StreamOpened
            {
                Session = permitted.Session.Id,
                Actor = permitted.Session.Login,
                Source = permitted.Session.Source.ToString(),
                StreamId = stream.Id,
                Kind = stream.Kind,
                Place = repository.FullName,
                Action = permitted.Permit.Action.Id,
                Resource = permitted.Permit.Resource.ToString(),
                Policies = permitted.Permit.PolicyIds,
                Path = TracedPath.Of(http.Request.Path, http.Request.QueryString.Value),
            },
            http.RequestAborted);
        if (!opened)
        {
            return (NoTrace, false);
        }

        permitted.Session.Touch(clock.GetUtcNow());
        var outcome = await forward.SendAsync(transfer.Contained, http);
        trace.Record(new StreamEnded
        {
            Session = permitted.Session.Id,
            Actor = permitted.Session.Login,
            Source = permitted.Session.Source.ToString(),
            StreamId = stream.Id,
            Kind = stream.Kind,
            Reason = outcome.Reason,
            BytesIn = stream.BytesIn,
            BytesOut = stream.BytesOut,
            DurationMilliseconds = (long)(clock.GetUtcNow() - stream.OpenedAt).TotalMilliseconds,
        });
        return (outcome.Reason == EndReason.UpstreamFailed ? Silent : outcome.Refusal, true);
    }

    private ValueTask<bool> ReceiptAsync(
        Permitted permitted, RepositoryEntry repository, PushCommands commands, PackDigestStream body, Refusal? failed, ContainedTransfer transfer)
    {
        var report = PushReport.Parse(transfer.ResponseHead, commands.WantsSideBand);
        var why = failed?.Reason ?? transfer.Contained.Stream.Why?.Reason ?? report.Fault;
        return trace.OpenAsync(
            new GitPushed
            {
                Session = permitted.Session.Id,
                Actor = permitted.Session.Login,
                Source = permitted.Session.Source.ToString(),
                Repository = repository.FullName,
                Refs = [.. commands.Changes.Select(c => new GitRefChange(c.Name, c.Old, c.New, c.Kind.ToString().ToLowerInvariant()))],
                PackSha256 = body.PackBytes > 0 ? body.PackDigest() : null,
                PackBytes = body.PackBytes,
                Accepted = why is null && report.Accepted,
                Reason = why,
            },
            CancellationToken.None);
    }
}
