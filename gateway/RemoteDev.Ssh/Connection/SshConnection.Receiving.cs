using RemoteDev.Ssh.Connection.Messages;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection;

/// <summary>Whom a message concerns.</summary>
public sealed partial class SshConnection
{
    private SshFault? Handle(ReadOnlySpan<byte> payload)
    {
        var number = payload.IsEmpty ? MessageNumber.None : (MessageNumber)payload[0];
        return number switch
        {
            MessageNumber.ChannelData => ReceiveData(payload),
            MessageNumber.ChannelExtendedData => ReceiveExtendedData(payload),
            MessageNumber.ChannelWindowAdjust => ReceiveWindowAdjust(payload),
            MessageNumber.ChannelRequest => ReceiveRequest(payload),
            MessageNumber.ChannelEof or MessageNumber.ChannelClose or MessageNumber.ChannelSuccess or MessageNumber.ChannelFailure
                => ReceiveChannelOnly(payload),
            MessageNumber.ChannelOpen => ReceiveOpen(payload),
            MessageNumber.ChannelOpenConfirmation => ReceiveConfirmation(payload),
            MessageNumber.ChannelOpenFailure => ReceiveRefusal(payload),
            MessageNumber.GlobalRequest => ReceiveGlobalRequest(payload),
            MessageNumber.RequestSuccess => ReceiveGlobalReply(success: true, payload[1..]),
            MessageNumber.RequestFailure => payload.Length == 1 ? ReceiveGlobalReply(success: false, []) : Malformed(payload),
            _ => SshFault.Protocol($"Message {(byte)number} has no place in a connection."),
        };
    }

    private SshFault? ReceiveData(ReadOnlySpan<byte> payload)
    {
        if (!ChannelDataMessage.TryRead(payload, out var message))
        {
            return Malformed(payload);
        }

        var fault = Find(message.Recipient, out var channel);
        return channel is null ? fault : channel.ReceiveData(message.Data, stream: 0);
    }

    private SshFault? ReceiveExtendedData(ReadOnlySpan<byte> payload)
    {
        // There is no other data_type_code, and data taken for another kind than the peer meant would pass by whoever reads along.
        if (!ChannelExtendedDataMessage.TryRead(payload, out var message) || message.Stream != ChannelExtendedDataMessage.Stderr)
        {
            return Malformed(payload);
        }

        var fault = Find(message.Recipient, out var channel);
        return channel is null ? fault : channel.ReceiveData(message.Data, message.Stream);
    }

    private SshFault? ReceiveWindowAdjust(ReadOnlySpan<byte> payload)
    {
        if (!ChannelWindowAdjustMessage.TryRead(payload, out var message))
        {
            return Malformed(payload);
        }

        var fault = Find(message.Recipient, out var channel);
        return channel is null ? fault : channel.ReceiveWindowAdjust(message.Octets);
    }

    private SshFault? ReceiveRequest(ReadOnlySpan<byte> payload)
    {
        if (!ChannelRequestMessage.TryRead(payload, out var message))
        {
            return Malformed(payload);
        }

        var fault = Find(message.Recipient, out var channel);
        return channel is null ? fault : channel.ReceiveRequest(message);
    }

    private SshFault? ReceiveChannelOnly(ReadOnlySpan<byte> payload)
    {
        if (!ChannelOnlyMessage.TryRead(payload, out var message))
        {
            return Malformed(payload);
        }

        var fault = Find(message.Recipient, out var channel);
        if (channel is null)
        {
            return fault;
        }

        switch (message.Number)
        {
            case MessageNumber.ChannelEof:
                channel.ReceiveEof();
                return null;
            case MessageNumber.ChannelClose:
                channel.ReceiveClose();
                return null;
            default:
                return channel.ReceiveReply(message.Number == MessageNumber.ChannelSuccess);
        }
    }

    private SshFault? ReceiveOpen(ReadOnlySpan<byte> payload)
    {
        if (!ChannelOpenMessage.TryRead(payload, out var message))
        {
            return Malformed(payload);
        }

        SshChannel channel;
        lock (Gate)
        {
            if (FailureOf(message) is { } failure)
            {
                new ChannelOpenFailureMessage(message.Sender, (uint)failure.Reason, failure.Text).SendTo(Sender);
                return null;
            }

            channel = Add(message.Type);
            channel.BeginForPeer(message);
        }

        _handler.OnChannelOpen(new ChannelOpening(channel, message.Data.ToArray()));
        return null;
    }

    private ChannelOpenFailure? FailureOf(in ChannelOpenMessage message)
    {
        if (!PeerWords.KnowsChannel(Sender.Role, message.Type))
        {
            return new ChannelOpenFailure(OpenFailureReason.UnknownChannelType, "No such channel type here.");
        }

        if (_channels.Count >= Limits.Channels)
        {
            return new ChannelOpenFailure(OpenFailureReason.ResourceShortage, $"At most {Limits.Channels} channels at once.");
        }

        if (message.MaximumPacket < ConnectionLimits.SmallestPacket)
        {
            return new ChannelOpenFailure(
                OpenFailureReason.ConnectFailed, $"The maximum packet must be at least {ConnectionLimits.SmallestPacket} octets.");
        }

        return PeerWords.IsWellFormedChannel(message.Type, message.Data)
            ? null
            : new ChannelOpenFailure(OpenFailureReason.ConnectFailed, "The address is malformed, or its port outside 1 to 65535.");
    }

    private SshFault? ReceiveConfirmation(ReadOnlySpan<byte> payload)
    {
        if (!ChannelOpenConfirmationMessage.TryRead(payload, out var message))
        {
            return Malformed(payload);
        }

        return FindAny(message.Recipient) is { } channel ? channel.ReceiveConfirmation(message) : Unknown(message.Recipient);
    }

    private SshFault? ReceiveRefusal(ReadOnlySpan<byte> payload)
    {
        if (!ChannelOpenFailureMessage.TryRead(payload, out var message))
        {
            return Malformed(payload);
        }

        return FindAny(message.Recipient) is { } channel ? channel.ReceiveRefusal(message) : Unknown(message.Recipient);
    }

    /// <summary>No channel and no fault: the number was of a channel that is gone, and the message is dropped.</summary>
    private SshFault? Find(uint number, out SshChannel? channel)
    {
        lock (Gate)
        {
            if (_channels.TryGetValue(number, out channel) && channel.State == ChannelState.Open)
            {
                return null;
            }

            var isGone = channel is null && number < _nextNumber;
            channel = null;
            return isGone ? null : Unknown(number);
        }
    }

    private SshChannel? FindAny(uint number)
    {
        lock (Gate)
        {
            return _channels.GetValueOrDefault(number);
        }
    }

    private static SshFault Unknown(uint number) => SshFault.Protocol($"Channel {number} is not open.");

    private static SshFault Malformed(ReadOnlySpan<byte> payload) => SshFault.Protocol($"Message {payload[0]} is malformed.");
}
