using System.Collections.Concurrent;

namespace RemoteDev.Gateway.Trace;

/// <summary>Events waiting for the writer: many producers that never block, one consumer, bounded.</summary>
internal sealed class TraceQueue(int capacity)
{
    private readonly ConcurrentQueue<QueuedEvent> _events = new();
    private int _count;

    /// <summary>False when it is full.</summary>
    public bool TryAdd(in QueuedEvent item)
    {
        if (Interlocked.Increment(ref _count) > capacity)
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        _events.Enqueue(item);
        return true;
    }

    public bool TryTake(out QueuedEvent item)
    {
        if (!_events.TryDequeue(out item))
        {
            return false;
        }

        Interlocked.Decrement(ref _count);
        return true;
    }
}
