namespace RemoteDev.Gateway.Tests.Trace;

/// <summary>The machine's time, whose timers fire when the test says so, those too that are disposed: as callbacks do that were already on their way.</summary>
internal sealed class LateClock : TimeProvider
{
    private readonly List<Action> _callbacks = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _callbacks.Add(() => callback(state));
        return new Silent();
    }

    /// <summary>Fires them all; how many there were.</summary>
    public int Fire()
    {
        _callbacks.ForEach(callback => callback());
        return _callbacks.Count;
    }

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // Its callback comes all the same.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
