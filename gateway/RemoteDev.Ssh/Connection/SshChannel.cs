using RemoteDev.Ssh.Connection.Messages;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Connection;

/// <summary>
/// One channel (RFC 4254 section 5). Every method may be called from any thread, queues at most and never waits; who calls them outside a
/// handler
/// of this connection flushes it afterwards. State is guarded by the lock of the connection, under which messages are queued too, so that
/// windows, ends and numbers agree with what is on the wire; handlers are called without it.
/// </summary>
public sealed partial class SshChannel
{
    /// <summary>What is kept of a peer's window for the words that end a channel: more than any refusal is long.</summary>
    private const uint LastWords = 4096;

    /// <summary>A window this small is left to data.</summary>
    private const uint SmallWindow = 32 * LastWords;

    private readonly Lock _gate;
    private readonly IMessageSender _sender;
    private readonly ConnectionLimits _limits;
    private Queue<Action<bool>>? _replies;
    private uint _remoteNumber;
    private uint _remoteWindow;
    private uint _remotePacket;
    private uint _kept;
    private uint _localWindow;
    private uint _uncredited;
    private uint _owed;
    private bool _eofSent;
    private bool _closeSent;
    private bool _over;

    internal SshChannel(SshConnection connection, uint number, string type)
    {
        Connection = connection;
        Number = number;
        Type = type;
        _gate = connection.Gate;
        _sender = connection.Sender;
        _limits = connection.Limits;
        _localWindow = _limits.Window;
    }

    /// <summary>The connection that it belongs to.</summary>
    public SshConnection Connection { get; }

    /// <summary>The channel type.</summary>
    public string Type { get; }

    /// <summary>The number by which we know the channel. No two channels of a connection have the same.</summary>
    public uint Number { get; }

    /// <summary>
    /// Whether the channel takes data, as far as the peer's window reaches: not after our EOF or close, nor once it is gone.
    /// </summary>
    public bool CanWrite
    {
        get
        {
            lock (_gate)
            {
                return CanSend;
            }
        }
    }

    /// <summary>Octets that may be written before the peer gives credit.</summary>
    public uint RemoteWindow
    {
        get
        {
            lock (_gate)
            {
                return CanSend ? Room : 0;
            }
        }
    }

    /// <summary>Whether the peer has closed the channel, though what it sent before may still wait behind a request.</summary>
    public bool IsClosedByPeer
    {
        get
        {
            lock (_gate)
            {
                return _closeReceived || _over;
            }
        }
    }

    private uint Room => _remoteWindow > _kept ? _remoteWindow - _kept : 0;

    private bool CanSend => _state == ChannelState.Open && !_eofSent && !_closeSent && !_over;

    /// <summary>
    /// From now on <see cref="Write"/> leaves some of the peer's window to <see cref="WriteLast"/>: a reader who is behind could not be told
    /// otherwise why its channel ends. Call it when the channel has just opened.
    /// </summary>
    public void KeepForLastWords()
    {
        lock (_gate)
        {
            _kept = _remoteWindow >= SmallWindow ? LastWords : 0;
        }
    }

    /// <summary>Like <see cref="Write"/>, for words after which there is no more data: may use what was kept for them.</summary>
    public int WriteLast(ReadOnlySpan<byte> data, uint stream)
    {
        lock (_gate)
        {
            _kept = 0;
            return Write(data, stream);
        }
    }

    /// <summary>Queues data, in messages no longer than the peer takes, as far as its window reaches.</summary>
    /// <param name="stream">0 for data, 1 for what goes to standard error.</param>
    /// <returns>The octets that were taken: none after our EOF or close, or once the channel is gone.</returns>
    public int Write(ReadOnlySpan<byte> data, uint stream = 0)
    {
        lock (_gate)
        {
            if (!CanSend)
            {
                return 0;
            }

            var taken = (int)Math.Min((uint)data.Length, Room);
            _remoteWindow -= (uint)taken;
            for (var rest = data[..taken]; !rest.IsEmpty;)
            {
                var part = rest[..(int)Math.Min((uint)rest.Length, _remotePacket)];
                rest = rest[part.Length..];
                if (stream == 0)
                {
                    new ChannelDataMessage(_remoteNumber, part).SendTo(_sender);
                }
                else
                {
                    new ChannelExtendedDataMessage(_remoteNumber, stream, part).SendTo(_sender);
                }
            }

            return taken;
        }
    }

    /// <summary>
    /// Says that octets which <see cref="IChannelHandler.OnData"/> told of have been handed on, so that the peer may send as many again.
    /// It is told
    /// in lots of a quarter of the window. More than was received is never credited.
    /// </summary>
    public void Credit(uint octets)
    {
        lock (_gate)
        {
            octets = Math.Min(octets, _uncredited);
            _uncredited -= octets;
            _owed += octets;
            if (_owed < Math.Max(_limits.Window / 4, 1) || _eofReceived || _closeReceived || _closeSent || _over)
            {
                return;
            }

            new ChannelWindowAdjustMessage(_remoteNumber, _owed).SendTo(_sender);
            _localWindow += _owed;
            _owed = 0;
        }
    }

    /// <summary>Says that we will write no more data; the peer still may.</summary>
    public void Eof()
    {
        lock (_gate)
        {
            if (CanSend)
            {
                _eofSent = true;
                new ChannelOnlyMessage(MessageNumber.ChannelEof, _remoteNumber).SendTo(_sender);
            }
        }
    }

    /// <summary>
    /// Closes the channel: what the peer sends from now on, or what waits, is dropped, but for how a program of its ended. It is gone when
    /// the peer has closed too; <see cref="IChannelHandler.OnClosed"/> comes before this returns if it had.
    /// </summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_state != ChannelState.Open || _closeSent || _over)
            {
                return;
            }

            SendClose();
            _inbox?.DropBeforeFarewells();
            if (!_closeReceived || FarewellWaits)
            {
                return;
            }

            Finish();
            if (!TryBegin())
            {
                return;
            }
        }

        GoOn();
    }

    /// <summary>Asks the peer for something.</summary>
    /// <param name="reply">
    /// Called once with the answer, from the read loop; with false when the channel goes before there is one. Null wants no reply.
    /// </param>
    public void Request(string name, ReadOnlySpan<byte> payload, Action<bool>? reply = null)
    {
        lock (_gate)
        {
            if (_state == ChannelState.Open && !_closeSent && !_over)
            {
                if (reply is not null)
                {
                    (_replies ??= new()).Enqueue(reply);
                }

                new ChannelRequestMessage(_remoteNumber, name, reply is not null, payload).SendTo(_sender);
                return;
            }
        }

        reply?.Invoke(false);
    }

    private void SendClose()
    {
        _closeSent = true;
        new ChannelOnlyMessage(MessageNumber.ChannelClose, _remoteNumber).SendTo(_sender);
    }

    /// <summary>Both sides have closed: the peer may never name the number again.</summary>
    private void Finish()
    {
        _over = true;
        Connection.Remove(this);
    }
}
