namespace RemoteDev.Ssh.Transport;

/// <summary>The deadlines of one connection on one timer. Says each that has passed once, from the timer's thread.</summary>
internal sealed class DeadlineTimer : IDisposable
{
    private const long Never = long.MaxValue;

    private readonly TimeProvider _time;
    private readonly Action<Deadline> _passed;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly long[] _due = new long[Enum.GetValues<Deadline>().Length];
    private bool _disposed;

    public DeadlineTimer(TimeProvider time, Action<Deadline> passed)
    {
        _time = time;
        _passed = passed;
        Array.Fill(_due, Never);
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static state => ((DeadlineTimer)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Sets a deadline, or moves it.</summary>
    public void Set(Deadline deadline, TimeSpan after)
    {
        var ticks = (long)(after.TotalSeconds * _time.TimestampFrequency);
        Change(deadline, _time.GetTimestamp() + ticks);
    }

    public void Clear(Deadline deadline) => Change(deadline, Never);

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void Change(Deadline deadline, long due)
    {
        lock (_gate)
        {
            _due[(int)deadline] = due;
            Arm();
        }
    }

    private void OnTimer()
    {
        while (TryTakePassed(out var deadline))
        {
            _passed(deadline);
        }
    }

    private bool TryTakePassed(out Deadline deadline)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            var first = Array.FindIndex(_due, due => due <= now);
            deadline = (Deadline)Math.Max(first, 0);
            if (first < 0 || _disposed)
            {
                Arm();
                return false;
            }

            _due[first] = Never;
            return true;
        }
    }

    private void Arm()
    {
        if (_disposed)
        {
            return;
        }

        var first = _due.Min();
        var after = first == Never
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromSeconds(Math.Max(0, (double)(first - _time.GetTimestamp()) / _time.TimestampFrequency));

        // Rounded up to what a timer can do: one that comes a little early would only be armed again.
        _timer.Change(after == Timeout.InfiniteTimeSpan ? after : TimeSpan.FromMilliseconds(Math.Ceiling(after.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }
}
