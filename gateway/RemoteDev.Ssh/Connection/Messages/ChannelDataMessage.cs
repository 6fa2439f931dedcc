using System.Buffers.Binary;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Messages;

/// <summary>SSH_MSG_CHANNEL_DATA (RFC 4254 section 5.2).</summary>
internal readonly ref struct ChannelDataMessage(uint recipient, ReadOnlySpan<byte> data)
{
    private const int HeadLength = 9;

    public uint Recipient { get; } = recipient;

    public ReadOnlySpan<byte> Data { get; } = data;

    public static bool TryRead(ReadOnlySpan<byte> payload, out ChannelDataMessage message)
    {
        var reader = new SshReader(payload);
        if (reader.TryReadByte(out _)
            && reader.TryReadUInt32(out var recipient)
            && reader.TryReadString(SshLimits.Payload, out var data)
            && reader.AtEnd)
        {
            message = new ChannelDataMessage(recipient, data);
            return true;
        }

        message = default;
        return false;
    }

    public void SendTo(IMessageSender target)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        head[0] = (byte)MessageNumber.ChannelData;
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], Recipient);
        BinaryPrimitives.WriteUInt32BigEndian(head[5..], (uint)Data.Length);
        target.Enqueue(head, Data);
    }
}
