using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>What a forwarded-streamlocal@openssh.com channel adds to its opening (OpenSSH PROTOCOL section 2.4).</summary>
/// <param name="Path">The socket that was asked to be listened on.</param>
internal sealed record ForwardedStreamLocal(string Path)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static ForwardedStreamLocal? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadText(SshLimits.Text, out var path)
            && reader.TryReadString(SshLimits.Text, out _)
            && reader.AtEnd
            ? new ForwardedStreamLocal(path)
            : null;
    }

    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Path);
        writer.WriteText(string.Empty);
        return writer.ToArray();
    }
}
