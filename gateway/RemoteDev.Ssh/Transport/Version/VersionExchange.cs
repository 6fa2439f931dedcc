using System.Text;
using RemoteDev.Ssh.Transport.Packets;

namespace RemoteDev.Ssh.Transport.Version;

/// <summary>
/// The first octets of a connection in both directions (RFC 4253 section 4.2). We say nothing before our identification string.
/// </summary>
internal static class VersionExchange
{
    /// <summary>Exchanges versions. What the peer has sent behind its own stays in the buffer.</summary>
    /// <returns>The peer's identification string, or the fault. What the stream throws is the caller's.</returns>
    public static async Task<(string? PeerVersion, SshFault? Fault)> RunAsync(
        Stream stream, ReceiveBuffer buffer, TransportOptions options, CancellationToken cancellationToken)
    {
        var line = Encoding.ASCII.GetBytes(VersionLine.Ours(options.SoftwareVersion) + "\r\n");
        await stream.WriteAsync(line, cancellationToken);
        var reader = new VersionReader(options.Role);
        while (true)
        {
            var read = await stream.ReadAsync(buffer.Reserve(VersionLine.Limit), cancellationToken);
            if (read == 0)
            {
                return (null, new SshFault(DisconnectReason.ConnectionLost, "The peer went away before it said its version.", FaultOrigin.Network));
            }

            buffer.Commit(read);
            var fault = reader.Read(buffer);
            if (fault is not null || reader.Version is not null)
            {
                return (reader.Version, fault);
            }
        }
    }
}
