namespace RemoteDev.Gateway.Journey;

/// <summary>
/// One open flow of bytes inside a session: a request, a WebSocket, a git transfer. It is judged again while it lives, and
/// whoever moves its bytes registers how to stop them at once.
/// </summary>
internal sealed class LiveStream : IDisposable
{
    private readonly Action<LiveStream> _stop;
    private long _bytesIn;
    private long _bytesOut;
    private int _cut;

    private LiveStream(string id, Permitted permitted, StreamKind kind, DateTimeOffset openedAt, Action<LiveStream> stop)
    {
        Id = id;
        Permitted = permitted;
        Kind = kind;
        OpenedAt = openedAt;
        _stop = stop;
    }

    public string Id { get; }

    /// <summary>The permission under which it runs; judged again each second.</summary>
    public Permitted Permitted { get; }

    public StreamKind Kind { get; }

    public DateTimeOffset OpenedAt { get; }

    public long BytesIn => Interlocked.Read(ref _bytesIn);

    public long BytesOut => Interlocked.Read(ref _bytesOut);

    /// <summary>Why it was cut; Unspecified while it was not.</summary>
    public EndReason CutReason { get; private set; }

    /// <summary>What the person is told, when it was cut.</summary>
    public Refusal? Why { get; private set; }

    public bool IsCut => Volatile.Read(ref _cut) != 0;

    /// <summary>Opens a stream in the session of the permission, or null when that session has ended.</summary>
    /// <param name="stop">Stops the bytes at once; called at most once, on any thread, must neither block nor throw.</param>
    public static LiveStream? TryOpen(string id, Permitted permitted, StreamKind kind, DateTimeOffset now, Action<LiveStream> stop)
    {
        var stream = new LiveStream(id, permitted, kind, now, stop);
        return permitted.Session.TryAttach(stream) ? stream : null;
    }

    /// <summary>Bytes from the person.</summary>
    public void CountIn(long bytes)
    {
        Interlocked.Add(ref _bytesIn, bytes);
        Permitted.Session.CountIn(bytes);
    }

    /// <summary>Bytes to the person, or none of them when the whole session would pass the limit by them.</summary>
    public bool TryCountOut(long bytes, long limit)
    {
        if (!Permitted.Session.TryCountOut(bytes, limit))
        {
            return false;
        }

        Interlocked.Add(ref _bytesOut, bytes);
        return true;
    }

    /// <summary>Bytes that were counted do not go out after all.</summary>
    public void UncountOut(long bytes)
    {
        Interlocked.Add(ref _bytesOut, -bytes);
        Permitted.Session.UncountOut(bytes);
    }

    /// <summary>Bytes to an environment, which stay inside: they are this stream's, and nothing that left.</summary>
    public void CountInside(long bytes) => Interlocked.Add(ref _bytesOut, bytes);

    /// <summary>Stops the bytes. The first reason stays.</summary>
    public void Cut(EndReason reason, Refusal why)
    {
        if (Interlocked.Exchange(ref _cut, 1) == 0)
        {
            CutReason = reason;
            Why = why;
            _stop(this);
        }
    }

    public void Dispose() => Permitted.Session.Detach(this);
}
