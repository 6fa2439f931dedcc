using RemoteDev.Cedar;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Gateway.Identify.Credentials;
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

    /// <summary>A connector asked for what no connector may.</summary>
    public void Refused(ConnectorIdentity connector, Refusal refusal) =>
        trace.Record(new AccessRefused
        {
            Actor = Of(connector.Environment),
            Source = connector.Source.ToString(),
            Room = nameof(Contain),
            Code = refusal.Code,
            Reason = refusal.Reason,
            Door = Door.Ssh,
            Place = connector.Environment,
            Policies = [],
        });

    /// <summary>Durably; false when that is not possible.</summary>
    public ValueTask<bool> ConnectedAsync(LiveConnector connector) =>
        trace.OpenAsync(
            new ConnectorConnected
            {
                Actor = Of(connector.Environment), Source = connector.Source.ToString(), Environment = connector.Environment, Key = connector.Fingerprint,
            },
            CancellationToken.None);

    public void Disconnected(LiveConnector connector, string why, TimeSpan after) =>
        trace.Record(new ConnectorDisconnected
        {
            Actor = Of(connector.Environment),
            Source = connector.Source.ToString(),
            Environment = connector.Environment,
            Key = connector.Fingerprint,
            Reason = why,
            DurationMilliseconds = (long)after.TotalMilliseconds,
        });

    private static string Of(string environment) => GitCredentials.WorkloadPrefix + environment;
}
