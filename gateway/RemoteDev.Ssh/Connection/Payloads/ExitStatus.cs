using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>exit-status (RFC 4254 section 6.10).</summary>
public sealed record ExitStatus(uint Status)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static ExitStatus? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadUInt32(out var status)
            && reader.AtEnd
            ? new ExitStatus(status)
            : null;
    }

    /// <summary>The octets of this.</summary>
    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteUInt32(Status);
        return writer.ToArray();
    }
}
