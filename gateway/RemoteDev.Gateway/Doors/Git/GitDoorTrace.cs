using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>Writes what git was refused into the trace.</summary>
internal sealed class GitDoorTrace(TraceRoom trace)
{
    /// <summary>Records a refusal with all that was known when it was made.</summary>
    /// <param name="method">The HTTP method, or null when there was none.</param>
    /// <param name="path">What was asked for.</param>
    public void Refused(GitWalk walk, Refusal refusal, string? method, TracedPath path) => trace.Record(new AccessRefused
    {
        Session = walk.Identified?.Session?.Id,
        Actor = walk.Identified?.Login,
        Source = walk.Connection.Source.ToString(),
        Room = walk.Room,
        Code = refusal.Code,
        Reason = refusal.Reason,
        Door = walk.Connection.Door,
        Place = walk.Route.Repository is { Length: > 0 } ? walk.Route.FullName : null,
        Action = walk.Action,
        Resource = walk.Resource,
        Policies = refusal.Policies,
        Method = method,
        Path = path,
    });
}
