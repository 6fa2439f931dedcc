namespace RemoteDev.Gateway.Trace;

/// <summary>Events that are written and committed together, and those who wait for them.</summary>
internal sealed class TraceBatch
{
    private readonly List<TaskCompletionSource<bool>> _waiting = [];
    private readonly List<TraceEntry> _entries = [];

    /// <summary>What was written, in order.</summary>
    public IReadOnlyList<TraceEntry> Entries => _entries;

    /// <summary>How many events were taken from the queue; one more than was written when one could not be.</summary>
    public int Taken { get; private set; }

    public void Take(in QueuedEvent item)
    {
        Taken++;
        if (item.Durable is not null)
        {
            _waiting.Add(item.Durable);
        }
    }

    public void Wrote(in TraceEntry entry) => _entries.Add(entry);

    public void Answer(bool isDurable)
    {
        foreach (var waiter in _waiting)
        {
            waiter.TrySetResult(isDurable);
        }
    }
}
