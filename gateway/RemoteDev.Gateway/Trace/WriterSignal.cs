namespace RemoteDev.Gateway.Trace;

/// <summary>
/// Wakes the writer's thread. What is set while it works is found when it waits again. It holds nothing of the operating system's: a timer's
/// callback or an event that comes as the trace closes may still set it, where a disposed wait handle would throw on a thread of the pool and
/// end the process.
/// </summary>
internal sealed class WriterSignal
{
    private readonly object _gate = new();
    private bool _isSet;

    public void Set()
    {
        lock (_gate)
        {
            _isSet = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits until it is set, and takes that.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            while (!_isSet)
            {
                Monitor.Wait(_gate);
            }

            _isSet = false;
        }
    }
}
