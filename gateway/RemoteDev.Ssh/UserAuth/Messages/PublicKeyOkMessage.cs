using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.UserAuth.Messages;

/// <summary>SSH_MSG_USERAUTH_PK_OK (RFC 4252 section 7).</summary>
internal sealed record PublicKeyOkMessage(string Algorithm, ReadOnlyMemory<byte> Blob)
{
    public void SendTo(IMessageSender target)
    {
        using var writer = new SshWriter(MessageNumber.UserAuthMethod60);
        writer.WriteText(Algorithm);
        writer.WriteString(Blob.Span);
        target.Enqueue(writer.Written);
    }
}
