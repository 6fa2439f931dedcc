using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Console.Access;

/// <summary>Puts what the portal refused to somebody known into the trace.</summary>
internal sealed class RefusalTrace(TraceRoom trace)
{
    public void Record(HttpContext context, ConsoleEntry entry, string action, string place, Refusal refusal) =>
        Record(context, entry.Verified.Identified, action, place, refusal);

    public void Record(HttpContext context, Identified identified, string action, string place, Refusal refusal) =>
        trace.Record(new AccessRefused
        {
            Actor = identified.Login,
            Source = identified.Connection.Source.ToString(),
            Room = nameof(Authorize),
            Code = refusal.Code,
            Reason = refusal.Reason,
            Door = Door.Portal,
            Place = place,
            Action = action,
            Policies = refusal.Policies,
            Method = context.Request.Method,
            Path = TracedPath.Of(context.Request.Path, context.Request.QueryString.Value),
        });
}
