using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>Writes into the trace what git moved. A stream's opening is durable before its first byte.</summary>
internal sealed class GitTransferTrace(TraceRoom trace, TimeProvider clock)
{
    /// <summary>Begins a stream. False: the trace did not take it, and nothing may move.</summary>
    /// <param name="path">Over HTTP: the request target.</param>
    /// <param name="asked">Over SSH: the command line, escaped.</param>
    public async ValueTask<bool> OpenAsync(
        LiveStream stream, RepositoryEntry repository, TracedPath? path, string? asked, CancellationToken cancellationToken)
    {
        var permitted = stream.Permitted;
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
                Path = path,
                Asked = asked,
            },
            cancellationToken);
        if (opened)
        {
            permitted.Session.Touch(clock.GetUtcNow());
        }

        return opened;
    }

    /// <summary>A stream that was opened has ended.</summary>
    public void Ended(LiveStream stream, EndReason reason)
    {
        var session = stream.Permitted.Session;
        trace.Record(new StreamEnded
        {
            Session = session.Id,
            Actor = session.Login,
            Source = session.Source.ToString(),
            StreamId = stream.Id,
            Kind = stream.Kind,
            Reason = reason,
            BytesIn = stream.BytesIn,
            BytesOut = stream.BytesOut,
            DurationMilliseconds = (long)(clock.GetUtcNow() - stream.OpenedAt).TotalMilliseconds,
        });
    }

    /// <summary>Content of a repository was handed out on this stream.</summary>
    public void Fetched(LiveStream stream, RepositoryEntry repository)
    {
        var session = stream.Permitted.Session;
        trace.Record(new GitFetched
        {
            Session = session.Id,
            Actor = session.Login,
            Source = session.Source.ToString(),
            Repository = repository.FullName,
            Origin = stream.Permitted.Verified.Identified.Origin,
            BytesOut = stream.BytesOut,
        });
    }

    /// <summary>The receipt of a push: refs, ids, size and digest of the pack, and whether the server inside took it.</summary>
    /// <param name="answer">The front of what the server inside answered.</param>
    /// <param name="failed">Why it did not come to an answer, or null.</param>
    public ValueTask<bool> PushedAsync(
        LiveStream stream, RepositoryEntry repository, PushCommands commands, PackDigestStream body, ReadOnlyMemory<byte> answer, Refusal? failed)
    {
        var session = stream.Permitted.Session;
        var report = PushReport.Parse(answer, commands.WantsSideBand);
        var why = failed?.Reason ?? stream.Why?.Reason ?? report.Fault;
        return trace.OpenAsync(
            new GitPushed
            {
                Session = session.Id,
                Actor = session.Login,
                Source = session.Source.ToString(),
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
