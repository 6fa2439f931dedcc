using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Messages;

/// <summary>SSH_MSG_CHANNEL_OPEN_CONFIRMATION (RFC 4254 section 5.1).</summary>
internal readonly ref struct ChannelOpenConfirmationMessage(
    uint recipient, uint sender, uint window, uint maximumPacket, ReadOnlySpan<byte> data)
{
    public uint Recipient { get; } = recipient;

    /// <summary>The number by which the accepting side knows the channel.</summary>
    public uint Sender { get; } = sender;

    public uint Window { get; } = window;

    public uint MaximumPacket { get; } = maximumPacket;

    /// <summary>What the channel type adds; no type that we know adds anything.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    public static bool TryRead(ReadOnlySpan<byte> payload, out ChannelOpenConfirmationMessage message)
    {
        var reader = new SshReader(payload);
        if (reader.TryReadByte(out _)
            && reader.TryReadUInt32(out var recipient)
            && reader.TryReadUInt32(out var sender)
            && reader.TryReadUInt32(out var window)
            && reader.TryReadUInt32(out var maximumPacket))
        {
            message = new ChannelOpenConfirmationMessage(recipient, sender, window, maximumPacket, reader.Remaining);
            return true;
        }

        message = default;
        return false;
    }

    public void SendTo(IMessageSender target)
    {
        using var writer = new SshWriter(MessageNumber.ChannelOpenConfirmation);
        writer.WriteUInt32(Recipient);
        writer.WriteUInt32(Sender);
        writer.WriteUInt32(Window);
        writer.WriteUInt32(MaximumPacket);
        target.Enqueue(writer.Written, Data);
    }
}
