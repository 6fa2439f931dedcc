using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.UserAuth.Messages;

/// <summary>SSH_MSG_USERAUTH_FAILURE (RFC 4252 section 5.1).</summary>
internal sealed record UserAuthFailureMessage(IReadOnlyList<string> Methods, bool PartialSuccess)
{
    /// <summary>Null when the payload is malformed.</summary>
    public static UserAuthFailureMessage? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadByte(out _)
            && reader.TryReadText(SshLimits.NameList, out var methods)
            && reader.TryReadBoolean(out var partialSuccess)
            && reader.AtEnd
            ? new UserAuthFailureMessage(methods.Split(',', StringSplitOptions.RemoveEmptyEntries), partialSuccess)
            : null;
    }

    public void SendTo(IMessageSender target)
    {
        using var writer = new SshWriter(MessageNumber.UserAuthFailure);
        writer.WriteNameList(Methods);
        writer.WriteBoolean(PartialSuccess);
        target.Enqueue(writer.Written);
    }
}
