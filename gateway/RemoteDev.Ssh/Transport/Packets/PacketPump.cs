using System.Runtime.CompilerServices;

namespace RemoteDev.Ssh.Transport.Packets;

/// <summary>
/// The outbox of a connection and the way out of it. Anybody queues, and whoever flushes while nobody sends becomes the pump: it seals
/// payloads straight from the queue into a send buffer, and goes on where a write completes that could not at once. So there is one owner
/// of the sending cipher and its sequence number at any time, and no buffer is held while there is nothing to send.
/// Two lanes: the transport's own messages, and all others, which wait from our SSH_MSG_KEXINIT to our SSH_MSG_NEWKEYS (RFC 4253 section
/// 7.1), and before the first of them.
/// </summary>
internal sealed partial class PacketPump
{
    /// <summary>Above this, those who produce hold back; below it again, they are told.</summary>
    public const int LowWater = 256 * 1024;

    private readonly Stream _stream;
    private readonly PacketSealer _sealer;
    private readonly IPumpOwner _owner;
    private readonly CancellationToken _stopping;
    private readonly Action _resume;
    private readonly Lock _gate = new();

    // Under the lock. What is taken out of a queue to be sealed is the pump's alone, so sealing needs no lock.
    private MessageQueue _own = new();
    private MessageQueue _ordinary = new();
    private byte[]? _farewell;
    private long _unsent;
    private long _cap;
    private bool _pumping;
    private bool _ending;
    private bool _closed;
    private bool _drainOwed;
    private volatile bool _ownWaits;

    // The pump's.
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _writing;
    private int _filled;
    private int _inHand;
    private bool _held = true;
    private bool _failed;

    public PacketPump(Stream stream, PacketSealer sealer, IPumpOwner owner, CancellationToken stopping)
    {
        _stream = stream;
        _sealer = sealer;
        _owner = owner;
        _stopping = stopping;
        _resume = Resume;
    }

    /// <summary>The most that may be unsent.</summary>
    public long Cap
    {
        set
        {
            lock (_gate)
            {
                _cap = value;
            }
        }
    }

    /// <summary>Octets of payload that are queued or being written.</summary>
    public long Unsent => Interlocked.Read(ref _unsent);

    /// <summary>Queues a message of those above. False when that would be more than the cap.</summary>
    public bool TryQueue(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        lock (_gate)
        {
            return TryAppend(_ordinary, head, body);
        }
    }

    /// <summary>Queues a message of the transport itself. False when that would be more than the cap.</summary>
    public bool TryQueueOwn(ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            _ownWaits = true;
            return TryAppend(_own, payload, default);
        }
    }

    /// <summary>Seals and sends what may leave, if nobody else is at it. Never waits.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_pumping || _closed || (_own.IsEmpty && _ordinary.IsEmpty && !_ending))
            {
                return;
            }

            _pumping = true;
        }

        Pump();
    }

    /// <summary>Takes no more messages. When those that may leave have left, and then the farewell, the pump closes.</summary>
    public void End(ReadOnlySpan<byte> farewell)
    {
        lock (_gate)
        {
            if (_ending)
            {
                return;
            }

            _ending = true;
            _farewell = farewell.IsEmpty ? null : farewell.ToArray();
        }

        Flush();
    }

    private bool TryAppend(MessageQueue queue, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        if (_ending)
        {
            return true;
        }

        var length = head.Length + body.Length;
        if (_unsent + length > _cap)
        {
            return false;
        }

        queue.Append(head, body);
        var unsent = Interlocked.Add(ref _unsent, length);
        _drainOwed |= unsent > LowWater;
        return true;
    }

    private void Pump()
    {
        while (TryFill())
        {
            try
            {
#pragma warning disable CA2012 // Consumed once: here, or in Resume when it completes later. A task per write would be an allocation per write.
                _writing = _stream.WriteAsync(_send.AsMemory(0, _filled), _stopping).ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
                if (!_writing.IsCompleted)
                {
                    _writing.UnsafeOnCompleted(_resume);
                    return;
                }

                _writing.GetResult();
            }
            catch (Exception failure)
            {
                Fail(failure);
                continue;
            }

            OnWritten();
        }
    }

    private void Resume()
    {
        try
        {
            _writing.GetResult();
            OnWritten();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        Pump();
    }

    // Whatever a stream throws, the connection is lost.
    private void Fail(Exception failure)
    {
        _failed = true;
        _filled = 0;
        _owner.OnWriteFailed(failure);
    }

    private void OnWritten()
    {
        _filled = 0;
        bool drained;
        lock (_gate)
        {
            var unsent = Interlocked.Add(ref _unsent, -_inHand);
            _inHand = 0;
            drained = _drainOwed && unsent <= LowWater;
            _drainOwed &= !drained;
        }

        if (drained)
        {
            _owner.OnDrained();
        }
    }

    // True when this thread has ceased to be the pump. What was queued since is seen here, under the lock, or by whoever flushes next.
    private bool TryRelease()
    {
        ReturnSendBuffer();
        lock (_gate)
        {
            if (!_failed && (!_own.IsEmpty || (!_held && !_ordinary.IsEmpty) || _farewell is not null))
            {
                return false;
            }

            _pumping = false;
            if (!_ending || _closed)
            {
                return true;
            }

            _closed = true;
        }

        Close();
        return true;
    }

    private void Close()
    {
        _sealer.Dispose();
        _own.Clear();
        _ownLeaving.Clear();
        _ordinary.Clear();
        _leaving.Clear();
        _owner.OnClosed();
    }
}
