using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport;

/// <summary>SSH_MSG_DISCONNECT (RFC 4253 section 11.1) as the last message of a connection that we end.</summary>
internal static class Farewell
{
    private const int LongestMessage = 1000;

    /// <summary>Empty where there is nobody to tell: the peer has left.</summary>
    public static byte[] Of(SshFault fault)
    {
        if (fault.Origin is FaultOrigin.PeerDisconnect or FaultOrigin.Network)
        {
            return [];
        }

        var reason = fault.Reason == DisconnectReason.None ? DisconnectReason.ByApplication : fault.Reason;
        using var writer = new SshWriter(MessageNumber.Disconnect);
        writer.WriteUInt32((uint)reason);
        writer.WriteText(fault.Message[..Math.Min(fault.Message.Length, LongestMessage)]);
        writer.WriteText(string.Empty);
        return writer.ToArray();
    }
}
