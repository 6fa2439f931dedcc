using System.Buffers.Binary;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Messages;

/// <summary>SSH_MSG_CHANNEL_EXTENDED_DATA (RFC 4254 section 5.2).</summary>
internal readonly ref struct ChannelExtendedDataMessage(uint recipient, uint stream, ReadOnlySpan<byte> data)
{
    /// <summary>SSH_EXTENDED_DATA_STDERR, the only data_type_code there is.</summary>
    public const uint Stderr = 1;

    private const int HeadLength = 13;

    public uint Recipient { get; } = recipient;

    /// <summary>data_type_code.</summary>
    public uint Stream { get; } = stream;

    public ReadOnlySpan<byte> Data { get; } = data;

    public static bool TryRead(ReadOnlySpan<byte> payload, out ChannelExtendedDataMessage message)
    {
        var reader = new SshReader(payload);
        if (reader.TryReadByte(out _)
            && reader.TryReadUInt32(out var recipient)
            && reader.TryReadUInt32(out var stream)
            && reader.TryReadString(SshLimits.Payload, out var data)
            && reader.AtEnd)
        {
            message = new ChannelExtendedDataMessage(recipient, stream, data);
            return true;
        }

        message = default;
        return false;
    }

    public void SendTo(IMessageSender target)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        head[0] = (byte)MessageNumber.ChannelExtendedData;
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], Recipient);
        BinaryPrimitives.WriteUInt32BigEndian(head[5..], Stream);
        BinaryPrimitives.WriteUInt32BigEndian(head[9..], (uint)Data.Length);
        target.Enqueue(head, Data);
    }
}
