using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Doors.Git;

/// <summary>Writes the git door's refusals into the trace.</summary>
internal sealed class GitDoorTrace(TraceRoom trace)
{
    public void Refused(HttpContext http, GitWalk walk, Refusal refusal) => trace.Record(new AccessRefused
    {
        Session = walk.Identified?.Session?.Id,
        Actor = walk.Identified?.Login,
        Source = walk.Connection.Source.ToString(),
        Room = walk.Room,
        Code = refusal.Code,
        Reason = refusal.Reason,
        Door = Door.Git,
        Place = walk.Route.Repository is { Length: > 0 } ? walk.Route.FullName : null,
        Action = walk.Action,
        Resource = walk.Resource,
        Policies = refusal.Policies,
        Method = http.Request.Method,
        Path = TracedPath.Of(http.Request.Path, http.Request.QueryString.Value),
    });
}
