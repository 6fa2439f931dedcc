namespace RemoteDev.Gateway.Trace.Index;

/// <summary>How far the index is, for those who wait for it.</summary>
internal sealed class IndexProgress
{
    private readonly Lock _gate = new();
    private readonly List<(long Sequence, TaskCompletionSource Done)> _waiting = [];
    private long _reached;
    private TaskCompletionSource _wanted = NewSignal();

    public void Reached(long sequence)
    {
        lock (_gate)
        {
            _reached = sequence;
            foreach (var (_, done) in _waiting.Where(waiter => waiter.Sequence <= sequence))
            {
                done.TrySetResult();
            }

            _waiting.RemoveAll(waiter => waiter.Sequence <= sequence);
            if (_waiting.Count == 0 && _wanted.Task.IsCompleted)
            {
                _wanted = NewSignal();
            }
        }
    }

    /// <summary>True when the number is reached, false when patience ends first.</summary>
    public async Task<bool> ReachAsync(long sequence, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        TaskCompletionSource done;
        lock (_gate)
        {
            if (_reached >= sequence)
            {
                return true;
            }

            done = NewSignal();
            _waiting.Add((sequence, done));
            _wanted.TrySetResult();
        }

        try
        {
            await done.Task.WaitAsync(patience, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            lock (_gate)
            {
                _waiting.RemoveAll(waiter => waiter.Done == done);
            }
        }
    }

    /// <summary>Waits so that more can be written at once, unless somebody wants the index now.</summary>
    public async Task GatherAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        Task wanted;
        lock (_gate)
        {
            wanted = _wanted.Task;
        }

        try
        {
            await wanted.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The usual case: nobody is waiting.
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
