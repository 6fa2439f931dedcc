using RemoteDev.Cedar;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>Writes what is refused of an SSH session into the trace, by whichever door it came.</summary>
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
            Door = who.Connection.Door,
            Place = place,
            Action = action?.Id,
            Resource = resource?.ToString(),
            Policies = refusal.Policies,
        });
    /// <summary>The environment was not entered. What exactly was wrong is for the trace alone.</summary>
    /// <returns>What the person is told.</returns>
    public Refusal NotEntered(Identified who, SshTargetFault fault, AccessSession session)
    {
        var refusal = SshDoorRefusals.Of(fault.Kind);
        Refused(who, nameof(Contain), refusal with { Reason = $"{refusal.Reason} ({fault.Kind}: {fault.Detail})" }, session.Place, null, null, session);
        return refusal;
    }
}
