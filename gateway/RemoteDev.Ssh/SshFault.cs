namespace RemoteDev.Ssh;

/// <summary>Why a connection ended or could not be: a value, since peers that break the protocol are to be expected.</summary>
/// <param name="Reason">The code that SSH_MSG_DISCONNECT carries.</param>
/// <param name="Message">One line for the person or the operator; it holds no secret, and nothing of the peer's unescaped.</param>
/// <param name="Origin">Whose doing it was.</param>
public sealed record SshFault(DisconnectReason Reason, string Message, FaultOrigin Origin = FaultOrigin.Peer)
{
    internal static SshFault Protocol(string message) => new(DisconnectReason.ProtocolError, message);
}
