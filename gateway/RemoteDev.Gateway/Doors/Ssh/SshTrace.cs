using RemoteDev.Cedar;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>Writes the SSH door's refusals into the trace.</summary>
internal sealed class SshTrace(TraceRoom trace)
{
    public void Refused(Identified who, string room, Refusal refusal, string? place, EntityUid? action, EntityUid? resource, AccessSession? session = null) =>
        trace.Record(new AccessRefused
        {
            Session = session?.Id,
            Actor = who.Login,
            Source = who.Connection.Source.ToString(),
            Room = room,
            Code = refusal.Code,
            Reason = refusal.Reason,
            Door = Door.Ssh,
            Place = place,
            Action = action?.Id,
            Resource = resource?.ToString(),
            Policies = refusal.Policies,
        });
}
