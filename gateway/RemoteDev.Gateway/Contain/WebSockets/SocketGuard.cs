using RemoteDev.Gateway.Contain.CodeServer;
using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Contain.WebSockets;

/// <summary>Cuts a socket whose bytes must not pass, and traces what was tried.</summary>
/// <param name="handshake">For VS Code's protocol; null when the content is the application's own.</param>
internal sealed class SocketGuard(TraceRoom trace, HandshakeReader? handshake)
{
    private static readonly Refusal Malformed = new(
        RefusalCode.NotContained, "The connection carried something that is no WebSocket message, so it was closed.");

    private static readonly Refusal Tunnel = new(
        RefusalCode.NotContained, "The IDE asked for a tunnel to another port or host. Tunnels would carry anything, so the gateway opens none.");

    private static readonly Refusal Unknown = new(
        RefusalCode.NotContained, "The connection did not begin as the IDE's connections do, so it was closed.");

    public HandshakeReader? Handshake { get; } = handshake;

    public void Refuse(LiveStream stream)
    {
        if (stream.IsCut)
        {
            return;
        }

        var fault = Handshake?.Fault ?? HandshakeFault.None;
        var why = fault switch
        {
            HandshakeFault.None => Malformed,
            HandshakeFault.Tunnel => Tunnel,
            _ => Unknown,
        };
        var session = stream.Permitted.Session;
        trace.Record(new AccessRefused
        {
            Session = session.Id,
            Actor = session.Login,
            Source = session.Source.ToString(),
            Room = "contain",
            Code = why.Code,
            Reason = why.Reason,
            Door = Door.Environment,
            Place = session.Place,
            Action = fault == HandshakeFault.Tunnel ? ContainedActions.ForwardPort : null,
            Policies = [],
        });
        stream.Cut(EndReason.NotContained, why);
    }
}
