using RemoteDev.Ssh.Connection.Messages;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection;

/// <summary>What the peer sends on a channel.</summary>
public sealed partial class SshChannel
{
    private ChannelInbox? _inbox;
    private ChannelRequest? _undecided;
    private bool _eofReceived;
    private bool _closeReceived;

    private ChannelInbox Inbox => _inbox ??= new ChannelInbox(_limits);

    private bool DropsWhatComes => _closeSent || _closeReceived || _over;

    // Of what waits behind our close only farewells are kept.
    private bool FarewellWaits => _undecided is { IsFarewell: true } || _inbox is { HasRequests: true };

    internal SshFault? ReceiveData(ReadOnlySpan<byte> data, uint stream)
    {
        lock (_gate)
        {
            if (DropsWhatComes)
            {
                return null;
            }

            if ((uint)data.Length > Math.Min(_localWindow, _limits.Packet))
            {
                return SshFault.Protocol($"Channel {Number} was sent {data.Length} octets: more than its window or maximum packet.");
            }

            _localWindow -= (uint)data.Length;
            if (data.IsEmpty || _eofReceived)
            {
                return null;
            }

            _uncredited += (uint)data.Length;
            if (_telling || _undecided is not null || _inbox is { IsEmpty: false })
            {
                return Inbox.TryAddData(data, stream) ? null : TooMuchWaits();
            }

            _telling = true;
        }

        TellData(data, stream);
        GoOn();
        return null;
    }

    internal SshFault? ReceiveRequest(in ChannelRequestMessage message)
    {
        lock (_gate)
        {
            var request = new ChannelRequest(this, message.Name, message.WantReply, message.Data.ToArray());
            if (DropsWhatComes && !(_closeSent && IsHeardBehindOurClose(request)))
            {
                return null;
            }

            if (!Inbox.TryAddRequest(request))
            {
                return TooMuchWaits();
            }

            if (!TryBegin())
            {
                return null;
            }
        }

        GoOn();
        return null;
    }

    internal void ReceiveEof()
    {
        lock (_gate)
        {
            if (DropsWhatComes || _eofReceived)
            {
                return;
            }

            _eofReceived = true;
            Inbox.AddEnd(InboxEntryKind.Eof);
            if (!TryBegin())
            {
                return;
            }
        }

        GoOn();
    }

    internal void ReceiveClose()
    {
        lock (_gate)
        {
            if (_closeReceived || _over)
            {
                return;
            }

            _closeReceived = true;
            if (_closeSent && !FarewellWaits)
            {
                Finish();
            }
            else
            {
                Inbox.AddEnd(InboxEntryKind.Close);
            }

            if (!TryBegin())
            {
                return;
            }
        }

        GoOn();
    }

    // Neither credit nor answers wait behind a request: two relayed channels whose requests wait for each other's answer would never go on.
    internal SshFault? ReceiveWindowAdjust(uint octets)
    {
        lock (_gate)
        {
            if (DropsWhatComes || octets == 0)
            {
                return null;
            }

            if (octets > uint.MaxValue - _remoteWindow)
            {
                return SshFault.Protocol($"The window of channel {Number} was made larger than 2^32-1.");
            }

            _remoteWindow += octets;
            if (!_openedTold)
            {
                _windowUntold = true;
                return null;
            }
        }

        _handler!.OnWindow();
        return null;
    }

    internal SshFault? ReceiveReply(bool success)
    {
        Action<bool> reply;
        lock (_gate)
        {
            if (DropsWhatComes)
            {
                return null;
            }

            if (_replies is null || !_replies.TryDequeue(out reply!))
            {
                return SshFault.Protocol($"A request of channel {Number} was answered that was not made.");
            }
        }

        reply(success);
        return null;
    }

    internal void Answer(ChannelRequest request, bool success)
    {
        bool begun;
        lock (_gate)
        {
            if (_undecided != request || _over)
            {
                return;
            }

            _undecided = null;
            if (request.WantReply && !_closeSent)
            {
                var answer = success ? MessageNumber.ChannelSuccess : MessageNumber.ChannelFailure;
                new ChannelOnlyMessage(answer, _remoteNumber).SendTo(_sender);
            }

            // Answered while it was being told: whoever tells goes on by itself.
            begun = TryBegin();
        }

        if (begun)
        {
            GoOn();
        }

        Connection.FlushFromOutside();
    }

    /// <summary>There may be room in the transport again.</summary>
    internal void TellDrained()
    {
        lock (_gate)
        {
            if (!_openedTold || !CanSend)
            {
                return;
            }
        }

        _handler!.OnWindow();
    }

    // A client closes when it has no more to say or to read; its server may run the program on, and answers the close when that has ended.
    private bool IsHeardBehindOurClose(ChannelRequest request)
        => request.IsFarewell && _sender.Role == SshRole.Client && !_closeReceived && !_over;

    private SshFault TooMuchWaits() => SshFault.Protocol($"More messages wait on channel {Number} than may.");
}
