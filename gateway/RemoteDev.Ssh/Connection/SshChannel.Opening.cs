using RemoteDev.Ssh.Connection.Messages;

namespace RemoteDev.Ssh.Connection;

/// <summary>How a channel comes to be: either side asks, the other confirms.</summary>
public sealed partial class SshChannel
{
    private ChannelState _state;
    private IChannelHandler? _handler;
    private Action<SshChannel?, ChannelOpenFailure?>? _opened;
    private bool _openedTold;
    private bool _windowUntold;

    /// <summary>The state; read under the lock.</summary>
    internal ChannelState State => _state;

    /// <summary>The peer's opening, within <see cref="ConnectionLimits"/>; called under the lock.</summary>
    internal void BeginForPeer(in ChannelOpenMessage message)
    {
        _state = ChannelState.AwaitsUs;
        SetPeer(message.Sender, message.Window, message.MaximumPacket);
    }

    /// <summary>Our opening; called under the lock.</summary>
    internal void BeginForUs(ReadOnlySpan<byte> data, IChannelHandler handler, Action<SshChannel?, ChannelOpenFailure?> opened)
    {
        _state = ChannelState.AwaitsPeer;
        _handler = handler;
        _opened = opened;
        new ChannelOpenMessage(Type, Number, _limits.Window, _limits.Packet, data).SendTo(_sender);
    }

    /// <summary>Our confirmation of the peer's opening. False when the connection has ended.</summary>
    internal bool Accept(IChannelHandler handler, ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            if (_over)
            {
                return false;
            }

            _handler = handler;
            _state = ChannelState.Open;
            _telling = true;
            new ChannelOpenConfirmationMessage(_remoteNumber, Number, _limits.Window, _limits.Packet, data).SendTo(_sender);
        }

        TellOpened();
        GoOn();
        Connection.FlushFromOutside();
        return true;
    }

    /// <summary>Our refusal of the peer's opening; called under the lock, by the connection that forgets the channel.</summary>
    internal void Refuse(OpenFailureReason reason, string text)
    {
        _over = true;
        new ChannelOpenFailureMessage(_remoteNumber, (uint)reason, text).SendTo(_sender);
    }

    /// <summary>The peer's confirmation of our opening.</summary>
    internal SshFault? ReceiveConfirmation(in ChannelOpenConfirmationMessage message)
    {
        Action<SshChannel?, ChannelOpenFailure?> opened;
        lock (_gate)
        {
            if (_state != ChannelState.AwaitsPeer)
            {
                return SshFault.Protocol($"Channel {Number} was confirmed though it was not being opened.");
            }

            if (message.MaximumPacket < ConnectionLimits.SmallestPacket)
            {
                return SshFault.Protocol($"Channel {Number} was confirmed with a maximum packet of {message.MaximumPacket}.");
            }

            SetPeer(message.Sender, message.Window, message.MaximumPacket);
            _state = ChannelState.Open;
            _telling = true;
            opened = TakeOpened()!;
        }

        TellOpened();
        opened(this, null);
        GoOn();
        return null;
    }

    /// <summary>The peer's refusal of our opening.</summary>
    internal SshFault? ReceiveRefusal(in ChannelOpenFailureMessage message)
    {
        Action<SshChannel?, ChannelOpenFailure?> opened;
        lock (_gate)
        {
            if (_state != ChannelState.AwaitsPeer)
            {
                return SshFault.Protocol($"Channel {Number} was refused though it was not being opened.");
            }

            opened = TakeOpened()!;
            Finish();
        }

        opened(null, new ChannelOpenFailure((OpenFailureReason)message.Reason, message.Description));
        return null;
    }

    /// <summary>The connection is over.</summary>
    internal void EndWithConnection(SshFault fault)
    {
        Action<SshChannel?, ChannelOpenFailure?>? opened;
        lock (_gate)
        {
            _over = true;
            _inbox?.Clear();
            opened = TakeOpened();
            if (opened is null && (_state != ChannelState.Open || !TryBegin()))
            {
                return;
            }
        }

        if (opened is not null)
        {
            opened(null, new ChannelOpenFailure(OpenFailureReason.ConnectFailed, fault.Message));
            return;
        }

        GoOn();
    }

    private void SetPeer(uint number, uint window, uint maximumPacket)
    {
        _remoteNumber = number;
        _remoteWindow = window;
        _remotePacket = Math.Min(maximumPacket, _limits.Packet);
    }

    private Action<SshChannel?, ChannelOpenFailure?>? TakeOpened()
    {
        var opened = _opened;
        _opened = null;
        return opened;
    }

    // Credit may arrive while the handler is being given the channel; it hears of it afterwards.
    private void TellOpened()
    {
        Tell(static (channel, _, _) => channel._handler!.OnOpened(channel), default, 0);
        bool windowUntold;
        lock (_gate)
        {
            _openedTold = true;
            windowUntold = _windowUntold;
        }

        if (windowUntold)
        {
            _handler!.OnWindow();
        }
    }
}
