using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>exit-signal (RFC 4254 section 6.10).</summary>
/// <param name="Name">Without SIG in front.</param>
public sealed record ExitSignal(string Name, bool CoreDumped, string Message, string Language)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static ExitSignal? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadName(out var name)
            && reader.TryReadBoolean(out var coreDumped)
            && reader.TryReadText(SshLimits.Text, out var message)
            && reader.TryReadText(SshLimits.Text, out var language)
            && reader.AtEnd
            ? new ExitSignal(name, coreDumped, message, language)
            : null;
    }

    /// <summary>The octets of this.</summary>
    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Name);
        writer.WriteBoolean(CoreDumped);
        writer.WriteText(Message);
        writer.WriteText(Language);
        return writer.ToArray();
    }
}
