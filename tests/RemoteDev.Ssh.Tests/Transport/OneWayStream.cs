namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>One direction of a pair of streams: a bounded buffer whose writer waits for room and whose reader waits for octets.</summary>
internal sealed class OneWayStream(int capacity)
{
    private readonly Lock _gate = new();
    private readonly byte[] _octets = new byte[capacity];
    private TaskCompletionSource _changed = NewSignal();
    private int _start;
    private int _count;
    private bool _closed;

    /// <summary>The most that one read gives.</summary>
    public int MostPerRead { get; init; } = int.MaxValue;

    /// <summary>Inverts bits of the octet at this offset.</summary>
    public long FlipAt { get; set; } = -1;

    public byte FlipMask { get; set; } = 1;

    /// <summary>Closes the direction behind so many octets.</summary>
    public long CutAt { get; set; } = long.MaxValue;

    /// <summary>The length of the buffer that waits for octets; negative when no read waits.</summary>
    public int WaitingBuffer { get; private set; } = -1;

    /// <summary>Octets that were written so far.</summary>
    public long Written { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        while (!octets.IsEmpty)
        {
            Task changed;
            lock (_gate)
            {
                if (_closed)
                {
                    throw new IOException("The other end is closed.");
                }

                var taken = Take(octets.Span);
                octets = octets[taken..];
                if (taken > 0)
                {
                    Signal();
                    continue;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_count > 0)
                {
                    WaitingBuffer = -1;
                    var given = Give(into.Span);
                    Signal();
                    return given;
                }

                if (_closed)
                {
                    return 0;
                }

                WaitingBuffer = into.Length;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Signal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int Take(ReadOnlySpan<byte> octets)
    {
        var taken = Math.Min(octets.Length, _octets.Length - _count);
        for (var i = 0; i < taken; i++)
        {
            if (Written == CutAt)
            {
                _closed = true;
                return octets.Length;
            }

            _octets[(_start + _count) % _octets.Length] = (byte)(octets[i] ^ (Written == FlipAt ? FlipMask : 0));
            _count++;
            Written++;
        }

        return taken;
    }

    private int Give(Span<byte> into)
    {
        var given = Math.Min(Math.Min(into.Length, _count), MostPerRead);
        for (var i = 0; i < given; i++)
        {
            into[i] = _octets[(_start + i) % _octets.Length];
        }

        _start = (_start + given) % _octets.Length;
        _count -= given;
        return given;
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }
}
