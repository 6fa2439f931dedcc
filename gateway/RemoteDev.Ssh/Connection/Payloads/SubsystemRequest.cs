using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>subsystem (RFC 4254 section 6.5).</summary>
public sealed record SubsystemRequest(string Name)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static SubsystemRequest? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadText(SshLimits.Text, out var name)
            && reader.AtEnd
            ? new SubsystemRequest(name)
            : null;
    }

    /// <summary>The octets of this.</summary>
    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Name);
        return writer.ToArray();
    }
}
