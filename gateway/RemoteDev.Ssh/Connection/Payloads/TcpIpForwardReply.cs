using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>The answer to a tcpip-forward that left the port to the server (RFC 4254 section 7.1).</summary>
internal sealed record TcpIpForwardReply(ushort Port)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static TcpIpForwardReply? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadUInt32(out var port) && port <= ushort.MaxValue
            && reader.AtEnd
            ? new TcpIpForwardReply((ushort)port)
            : null;
    }

    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteUInt32(Port);
        return writer.ToArray();
    }
}
