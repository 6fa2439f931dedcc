using System.Buffers.Binary;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Messages;

/// <summary>SSH_MSG_CHANNEL_WINDOW_ADJUST (RFC 4254 section 5.2).</summary>
internal readonly ref struct ChannelWindowAdjustMessage(uint recipient, uint octets)
{
    private const int Length = 9;

    public uint Recipient { get; } = recipient;

    public uint Octets { get; } = octets;

    public static bool TryRead(ReadOnlySpan<byte> payload, out ChannelWindowAdjustMessage message)
    {
        var reader = new SshReader(payload);
        if (reader.TryReadByte(out _)
            && reader.TryReadUInt32(out var recipient)
            && reader.TryReadUInt32(out var octets)
            && reader.AtEnd)
        {
            message = new ChannelWindowAdjustMessage(recipient, octets);
            return true;
        }

        message = default;
        return false;
    }

    public void SendTo(IMessageSender target)
    {
        Span<byte> head = stackalloc byte[Length];
        head[0] = (byte)MessageNumber.ChannelWindowAdjust;
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], Recipient);
        BinaryPrimitives.WriteUInt32BigEndian(head[5..], Octets);
        target.Enqueue(head);
    }
}
