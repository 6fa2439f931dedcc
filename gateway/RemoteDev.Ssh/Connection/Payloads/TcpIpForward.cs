using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>The global requests tcpip-forward and cancel-tcpip-forward (RFC 4254 section 7.1).</summary>
/// <param name="Address">Where to listen; empty is every address.</param>
/// <param name="Port">Zero lets the server choose.</param>
public sealed record TcpIpForward(string Address, ushort Port)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static TcpIpForward? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadText(SshLimits.Text, out var address)
            && reader.TryReadUInt32(out var port) && port <= ushort.MaxValue
            && reader.AtEnd
            ? new TcpIpForward(address, (ushort)port)
            : null;
    }

    /// <summary>The octets of this.</summary>
    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Address);
        writer.WriteUInt32(Port);
        return writer.ToArray();
    }
}
