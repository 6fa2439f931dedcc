using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection.Messages;

/// <summary>SSH_MSG_CHANNEL_OPEN_FAILURE (RFC 4254 section 5.1).</summary>
internal readonly ref struct ChannelOpenFailureMessage(uint recipient, uint reason, string description)
{
    public uint Recipient { get; } = recipient;

    public uint Reason { get; } = reason;

    /// <summary>For people; what is read has no control characters left in it.</summary>
    public string Description { get; } = description;

    public static bool TryRead(ReadOnlySpan<byte> payload, out ChannelOpenFailureMessage message)
    {
        var reader = new SshReader(payload);
        if (reader.TryReadByte(out _)
            && reader.TryReadUInt32(out var recipient)
            && reader.TryReadUInt32(out var reason)
            && reader.TryReadString(SshLimits.Text, out var description)
            && reader.TryReadString(SshLimits.Name, out _)
            && reader.AtEnd)
        {
            message = new ChannelOpenFailureMessage(recipient, reason, PeerLine.Of(description));
            return true;
        }

        message = default;
        return false;
    }

    public void SendTo(IMessageSender target)
    {
        using var writer = new SshWriter(MessageNumber.ChannelOpenFailure);
        writer.WriteUInt32(Recipient);
        writer.WriteUInt32(Reason);
        writer.WriteText(Description);
        writer.WriteText(string.Empty);
        target.Enqueue(writer.Written);
    }
}
