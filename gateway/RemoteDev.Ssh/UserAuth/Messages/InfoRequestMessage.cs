using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.UserAuth.Messages;

/// <summary>SSH_MSG_USERAUTH_INFO_REQUEST (RFC 4256 section 3.2).</summary>
internal sealed record InfoRequestMessage(string Name, string Instruction, IReadOnlyList<AuthPrompt> Prompts)
{
    public void SendTo(IMessageSender target)
    {
        using var writer = new SshWriter(MessageNumber.UserAuthMethod60);
        writer.WriteText(Name);
        writer.WriteText(Instruction);
        writer.WriteText(string.Empty);
        writer.WriteUInt32((uint)Prompts.Count);
        foreach (var prompt in Prompts)
        {
            writer.WriteText(prompt.Text);
            writer.WriteBoolean(prompt.Echo);
        }

        target.Enqueue(writer.Written);
    }
}
