using RemoteDev.Gateway.Contain;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Doors.Environment;

/// <summary>Writes what happens at the environment's door into the trace.</summary>
internal sealed class EnvironmentTrace(TraceRoom trace, TimeProvider clock)
{
    public static readonly Refusal Lost = new(
        RefusalCode.TraceUnavailable, "The gateway cannot write its trace at the moment, so nothing may be opened. An administrator has to look at it.");

    /// <summary>A timestamp for <see cref="Closed"/>.</summary>
    public long Clock => clock.GetTimestamp();

    /// <summary>A WebSocket is in the trace, durably, before its first byte. A request inside an open session is traced when it is over.</summary>
    public ValueTask<bool> OpenAsync(HttpContext context, EnvironmentExchange exchange, in WalkOutcome walked)
    {
        var stream = exchange.Contained.Stream;
        if (stream.Kind != StreamKind.WebSocket)
        {
            return new ValueTask<bool>(trace.IsHealthy);
        }

        var permitted = stream.Permitted;
        return trace.OpenAsync(
            new StreamOpened
            {
                Session = permitted.Session.Id,
                Actor = permitted.Session.Login,
                Source = permitted.Verified.Identified.Connection.Source.ToString(),
                StreamId = stream.Id,
                Kind = stream.Kind,
                Place = permitted.Session.Place,
                Action = walked.Verdict.Action,
                Resource = permitted.Permit.Resource.ToString(),
                Policies = permitted.Permit.PolicyIds,
                Path = Target(context),
            },
            context.RequestAborted);
    }

    public void Closed(HttpContext context, EnvironmentExchange exchange, in WalkOutcome walked, ForwardOutcome outcome, long opened)
    {
        var stream = exchange.Contained.Stream;
        var session = stream.Permitted.Session;
        var lasted = clock.GetElapsedTime(opened);
        var source = stream.Permitted.Verified.Identified.Connection.Source.ToString();
        if (stream.Kind == StreamKind.WebSocket)
        {
            trace.Record(new StreamEnded
            {
                Session = session.Id,
                Actor = session.Login,
                Source = source,
                StreamId = stream.Id,
                Kind = stream.Kind,
                Reason = outcome.Reason,
                BytesIn = stream.BytesIn,
                BytesOut = stream.BytesOut,
                DurationMilliseconds = (long)lasted.TotalMilliseconds,
            });
            return;
        }

        trace.Record(new RequestForwarded
        {
            Session = session.Id,
            Actor = session.Login,
            Source = source,
            Place = session.Place,
            Method = context.Request.Method,
            Path = Target(context),
            Status = context.Response.StatusCode,
            BytesIn = stream.BytesIn,
            BytesOut = stream.BytesOut,
            DurationMilliseconds = lasted.TotalMilliseconds,
            Action = walked.Verdict.Action,
        });
    }

    public void Refused(HttpContext context, Connection connection, in WalkOutcome walked, Refusal refusal) => trace.Record(new AccessRefused
    {
        Session = walked.Session,
        Actor = walked.Login,
        Source = connection.Source.ToString(),
        Room = walked.Room,
        Code = refusal.Code,
        Reason = refusal.Reason,
        Door = connection.Door,
        Place = connection.Place,
        Action = walked.Verdict.Action is { Length: > 0 } action ? action : null,
        Policies = refusal.Policies,
        Method = context.Request.Method,
        Path = Target(context),
    });

    private static TracedPath Target(HttpContext context) => TracedPath.Of(context.Request.Path.Value, context.Request.QueryString.Value);
}
