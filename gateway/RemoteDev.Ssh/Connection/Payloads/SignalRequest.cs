using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>signal (RFC 4254 section 6.9).</summary>
/// <param name="Name">Without SIG in front.</param>
public sealed record SignalRequest(string Name)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static SignalRequest? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadName(out var name)
            && reader.AtEnd
            ? new SignalRequest(name)
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
