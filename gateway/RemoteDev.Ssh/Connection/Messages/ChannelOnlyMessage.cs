using System.Buffers.Binary;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Messages;

/// <summary>
/// The messages that name a channel and nothing more: SSH_MSG_CHANNEL_EOF, SSH_MSG_CHANNEL_CLOSE (RFC 4254 section 5.3),
/// SSH_MSG_CHANNEL_SUCCESS and SSH_MSG_CHANNEL_FAILURE (section 5.4).
/// </summary>
internal readonly ref struct ChannelOnlyMessage(MessageNumber number, uint recipient)
{
    private const int Length = 5;

    public MessageNumber Number { get; } = number;

    public uint Recipient { get; } = recipient;

    public static bool TryRead(ReadOnlySpan<byte> payload, out ChannelOnlyMessage message)
    {
        var reader = new SshReader(payload);
        if (reader.TryReadByte(out var number) && reader.TryReadUInt32(out var recipient) && reader.AtEnd)
        {
            message = new ChannelOnlyMessage((MessageNumber)number, recipient);
            return true;
        }

        message = default;
        return false;
    }

    public void SendTo(IMessageSender target)
    {
        Span<byte> head = stackalloc byte[Length];
        head[0] = (byte)Number;
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], Recipient);
        target.Enqueue(head);
    }
}
