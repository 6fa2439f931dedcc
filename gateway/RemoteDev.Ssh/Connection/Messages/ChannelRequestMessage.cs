using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Messages;

/// <summary>SSH_MSG_CHANNEL_REQUEST (RFC 4254 section 5.4).</summary>
internal readonly ref struct ChannelRequestMessage(uint recipient, string name, bool wantReply, ReadOnlySpan<byte> data)
{
    public uint Recipient { get; } = recipient;

    public string Name { get; } = name;

    public bool WantReply { get; } = wantReply;

    /// <summary>What the request type adds.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    public static bool TryRead(ReadOnlySpan<byte> payload, out ChannelRequestMessage message)
    {
        var reader = new SshReader(payload);
        if (reader.TryReadByte(out _)
            && reader.TryReadUInt32(out var recipient)
            && reader.TryReadName(out var name)
            && reader.TryReadBoolean(out var wantReply))
        {
            message = new ChannelRequestMessage(recipient, name, wantReply, reader.Remaining);
            return true;
        }

        message = default;
        return false;
    }

    public void SendTo(IMessageSender target)
    {
        using var writer = new SshWriter(MessageNumber.ChannelRequest);
        writer.WriteUInt32(Recipient);
        writer.WriteText(Name);
        writer.WriteBoolean(WantReply);
        target.Enqueue(writer.Written, Data);
    }
}
