using RemoteDev.Ssh.Transport;

namespace RemoteDev.Ssh.Connection;

/// <summary>
/// The connection protocol (RFC 4254) over one transport, in either role: channels and global requests. One lock guards all of its state
/// and is
/// held while messages are queued, never while a handler or a callback is called. It bounds what a peer can make it hold
/// (<see cref="ConnectionLimits"/>) and ends the connection of one that oversteps.
/// </summary>
public sealed partial class SshConnection : IMessageHandler
{
    private readonly IConnectionHandler _handler;
    private readonly Dictionary<uint, SshChannel> _channels = [];
    private readonly List<SshConnection> _others = [];
    private uint _nextNumber;
    private SshFault? _ended;
    private int _readLoop;

    internal SshConnection(IMessageSender sender, IConnectionHandler handler, ConnectionLimits? limits = null)
    {
        Sender = sender;
        _handler = handler;
        Limits = limits ?? new ConnectionLimits();
    }

    internal IMessageSender Sender { get; }

    internal ConnectionLimits Limits { get; }

    internal Lock Gate { get; } = new();

    /// <summary>
    /// Opens a channel. <paramref name="opened"/> is called once, from the read loop or before this returns: with the channel, after
    /// <see cref="IChannelHandler.OnOpened"/>, or with why there is none. Channels that wait to be confirmed count against the limit.
    /// </summary>
    public void OpenChannel(
        string type, ReadOnlySpan<byte> data, IChannelHandler handler, Action<SshChannel?, ChannelOpenFailure?> opened)
    {
        ChannelOpenFailure failure;
        lock (Gate)
        {
            if (_ended is not null)
            {
                failure = new ChannelOpenFailure(OpenFailureReason.ConnectFailed, _ended.Message);
            }
            else if (_channels.Count >= Limits.Channels)
            {
                failure = new ChannelOpenFailure(OpenFailureReason.ResourceShortage, $"At most {Limits.Channels} channels at once.");
            }
            else
            {
                Add(type).BeginForUs(data, handler, opened);
                return;
            }
        }

        opened(null, failure);
    }

    /// <summary>Sends what was queued: whoever queues outside a handler of this connection flushes before it waits for anything.</summary>
    public void Flush() => Sender.Flush();

    /// <summary>Ends the connection; what is queued and why go out before it does. The first fault stands.</summary>
    public void End(SshFault fault) => Sender.End(fault);

    /// <inheritdoc/>
    ValueTask<SshFault?> IMessageHandler.HandleAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _readLoop, Environment.CurrentManagedThreadId);
        try
        {
            return new ValueTask<SshFault?>(Handle(payload.Span));
        }
        finally
        {
            Volatile.Write(ref _readLoop, 0);
        }
    }

    /// <inheritdoc/>
    void IMessageHandler.OnBatchHandled()
    {
        _handler.OnBatchHandled();
        FlushOthers();
    }

    /// <inheritdoc/>
    void IMessageHandler.OnDrained()
    {
        _handler.OnDrained();
        foreach (var channel in Snapshot(forget: false))
        {
            channel.TellDrained();
        }
    }

    /// <inheritdoc/>
    bool IMessageHandler.OnSilence()
    {
        SendGlobalRequest("keepalive@openssh.com", [], static (_, _) =>
        {
            // Any answer will do, and that it does not know the question is the usual one.
        });
        return true;
    }

    /// <inheritdoc/>
    void IMessageHandler.OnEnded(SshFault fault)
    {
        lock (Gate)
        {
            if (_ended is not null)
            {
                return;
            }

            _ended = fault;
        }

        foreach (var channel in Snapshot(forget: true))
        {
            channel.EndWithConnection(fault);
        }

        EndGlobalRequests();
        _handler.OnEnded(fault);
    }

    /// <summary>An answer that did not come from our read loop has nobody to flush it.</summary>
    internal void FlushFromOutside()
    {
        if (Volatile.Read(ref _readLoop) != Environment.CurrentManagedThreadId)
        {
            Sender.Flush();
        }
    }

    /// <summary>
    /// Another connection was written to: flushed when all that arrived here has been handled, once for many messages; at once by a thread
    /// that is not our read loop.
    /// </summary>
    internal void FlushAfterBatch(SshConnection other)
    {
        if (other == this)
        {
            FlushFromOutside();
        }
        else if (Volatile.Read(ref _readLoop) != Environment.CurrentManagedThreadId)
        {
            other.FlushFromOutside();
        }
        else if (!_others.Contains(other))
        {
            _others.Add(other);
        }
    }

    /// <summary>Forgets a channel that both sides have closed; called under the lock.</summary>
    internal void Remove(SshChannel channel) => _channels.Remove(channel.Number);

    internal void Refuse(SshChannel channel, OpenFailureReason reason, string text)
    {
        lock (Gate)
        {
            if (_ended is not null)
            {
                return;
            }

            Remove(channel);
            channel.Refuse(reason, text);
        }

        FlushFromOutside();
    }

    // Only the read loop gets here, so the list needs no lock.
    private void FlushOthers()
    {
        foreach (var other in _others)
        {
            other.Flush();
        }

        _others.Clear();
    }

    private SshChannel Add(string type)
    {
        var channel = new SshChannel(this, _nextNumber++, type);
        _channels.Add(channel.Number, channel);
        return channel;
    }

    private SshChannel[] Snapshot(bool forget)
    {
        lock (Gate)
        {
            SshChannel[] channels = [.. _channels.Values];
            if (forget)
            {
                _channels.Clear();
            }

            return channels;
        }
    }
}
