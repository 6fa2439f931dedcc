using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>What a direct-streamlocal@openssh.com channel adds to its opening (OpenSSH PROTOCOL section 2.4).</summary>
/// <param name="Path">The socket to connect to.</param>
internal sealed record DirectStreamLocal(string Path)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static DirectStreamLocal? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadText(SshLimits.Text, out var path)
            && reader.TryReadString(SshLimits.Text, out _)
            && reader.TryReadUInt32(out _)
            && reader.AtEnd
            ? new DirectStreamLocal(path)
            : null;
    }

    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Path);
        writer.WriteText(string.Empty);
        writer.WriteUInt32(0);
        return writer.ToArray();
    }
}
