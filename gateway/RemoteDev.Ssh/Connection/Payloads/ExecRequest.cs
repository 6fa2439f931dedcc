using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Payloads;

/// <summary>exec (RFC 4254 section 6.5). A command that is not UTF-8 is not read: what cannot be shown cannot be judged.</summary>
public sealed record ExecRequest(string Command)
{
    /// <summary>Null when the octets are not exactly this.</summary>
    public static ExecRequest? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadText(SshLimits.Text, out var command)
            && reader.AtEnd
            ? new ExecRequest(command)
            : null;
    }

    /// <summary>The octets of this.</summary>
    public byte[] ToArray()
    {
        using var writer = SshWriter.Blob();
        writer.WriteText(Command);
        return writer.ToArray();
    }
}
