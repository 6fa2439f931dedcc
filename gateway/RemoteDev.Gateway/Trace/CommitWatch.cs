namespace RemoteDev.Gateway.Trace;

/// <summary>Knows how long the commit that runs now has been running; a disk that hangs says nothing by itself.</summary>
internal sealed class CommitWatch(TimeProvider time, TimeSpan deadline)
{
    private long _started;

    public bool IsOverdue => Interlocked.Read(ref _started) is var started and not 0 && time.GetElapsedTime(started) > deadline;

    public void Begin() => Interlocked.Exchange(ref _started, Math.Max(1, time.GetTimestamp()));

    /// <summary>How long it took.</summary>
    public TimeSpan End() => time.GetElapsedTime(Interlocked.Exchange(ref _started, 0));
}
