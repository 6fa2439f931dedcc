using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>env (RFC 4254 section 6.4).</summary>
public sealed record EnvRequest(string Name, string Value)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static EnvRequest? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadText(SshLimits.Text, out var name)
            && reader.TryReadText(SshLimits.Text, out var value)
            && reader.AtEnd
            ? new EnvRequest(name, value)
            : null;
    }

    /// <summary>The octets of this.</summary>
    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Name);
        writer.WriteText(Value);
        return writer.ToArray();
    }
}
