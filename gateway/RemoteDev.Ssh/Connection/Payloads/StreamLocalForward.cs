using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>
/// The global requests streamlocal-forward@openssh.com and cancel-streamlocal-forward@openssh.com (OpenSSH PROTOCOL section 2.4).
/// </summary>
internal sealed record StreamLocalForward(string Path)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static StreamLocalForward? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadText(SshLimits.Text, out var path)
            && reader.AtEnd
            ? new StreamLocalForward(path)
            : null;
    }

    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Path);
        return writer.ToArray();
    }
}
