using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.UserAuth.Messages;

/// <summary>SSH_MSG_SERVICE_REQUEST and SSH_MSG_SERVICE_ACCEPT (RFC 4253 section 10).</summary>
internal sealed record ServiceMessage(MessageNumber Number, string Service)
{
    /// <summary>Null when the payload is not exactly this.</summary>
    public static ServiceMessage? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        return reader.TryReadByte(out var number) && reader.TryReadName(out var service) && reader.AtEnd
            ? new ServiceMessage((MessageNumber)number, service)
            : null;
    }

    public void SendTo(IMessageSender target)
    {
        using var writer = new SshWriter(Number);
        writer.WriteText(Service);
        target.Enqueue(writer.Written);
    }
}
