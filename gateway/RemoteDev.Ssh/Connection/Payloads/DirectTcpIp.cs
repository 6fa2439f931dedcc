using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>What a direct-tcpip channel adds to its opening (RFC 4254 section 7.2).</summary>
/// <param name="Host">Where to connect: a name or an address, as the client wrote it.</param>
/// <param name="Port">Never zero.</param>
public sealed record DirectTcpIp(string Host, ushort Port, string OriginatorAddress, ushort OriginatorPort)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static DirectTcpIp? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadText(SshLimits.Text, out var host)
            && reader.TryReadUInt32(out var port) && port <= ushort.MaxValue
            && reader.TryReadText(SshLimits.Text, out var originatorAddress)
            && reader.TryReadUInt32(out var originatorPort) && originatorPort <= ushort.MaxValue
            && reader.AtEnd
            && port != 0
            ? new DirectTcpIp(host, (ushort)port, originatorAddress, (ushort)originatorPort)
            : null;
    }

    /// <summary>The octets of this.</summary>
    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Host);
        writer.WriteUInt32(Port);
        writer.WriteText(OriginatorAddress);
        writer.WriteUInt32(OriginatorPort);
        return writer.ToArray();
    }
}
