using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>What a forwarded-tcpip channel adds to its opening (RFC 4254 section 7.2).</summary>
/// <param name="Address">The address that was asked to be listened on.</param>
public sealed record ForwardedTcpIp(string Address, ushort Port, string OriginatorAddress, ushort OriginatorPort)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static ForwardedTcpIp? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadText(SshLimits.Text, out var address)
            && reader.TryReadUInt32(out var port) && port <= ushort.MaxValue
            && reader.TryReadText(SshLimits.Text, out var originatorAddress)
            && reader.TryReadUInt32(out var originatorPort) && originatorPort <= ushort.MaxValue
            && reader.AtEnd
            ? new ForwardedTcpIp(address, (ushort)port, originatorAddress, (ushort)originatorPort)
            : null;
    }

    /// <summary>The octets of this.</summary>
    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Address);
        writer.WriteUInt32(Port);
        writer.WriteText(OriginatorAddress);
        writer.WriteUInt32(OriginatorPort);
        return writer.ToArray();
    }
}
