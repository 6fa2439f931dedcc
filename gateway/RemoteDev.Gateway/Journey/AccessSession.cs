using System.Diagnostics;
using System.Net;

namespace RemoteDev.Gateway.Journey;

/// <summary>
/// One person's use of one place, from the moment it was permitted until it ends: the unit that is traced, metered, shown to
/// security and cut. Opened by Authorize alone. Ending is irrevocable and cuts every stream before it returns.
/// </summary>
internal sealed class AccessSession(string id, SessionKind kind, string place, SignIn signIn, IPAddress source, DateTimeOffset openedAt)
{
    private readonly Lock _gate = new();
    private readonly HashSet<LiveStream> _streams = [];
    private long _bytesIn;
    private long _bytesOut;
    private long _lastActivity = openedAt.UtcTicks;
    private long _closesAt;
    private volatile Refusal? _ending;
    private volatile SessionNotice? _warning;
    private EndReason _endReason;

    /// <summary>Raised for every notice, on the thread that causes it; handlers must not block or throw.</summary>
    public event Action<SessionNotice>? Noticed;

    public string Id { get; } = id;

    public SessionKind Kind { get; } = kind;

    /// <summary>Environment name, <c>project/repository</c> or <c>console</c>.</summary>
    public string Place { get; } = place;

    public SignIn SignIn { get; } = signIn;

    public string Login => SignIn.Login;

    public IPAddress Source { get; } = source;

    /// <summary>The device's certificate of the connection that opened it; what the session stands on is judged by it while it lives.</summary>
    public DeviceCertificate? Device { get; init; }

    public DateTimeOffset OpenedAt { get; } = openedAt;

    /// <summary>All spans of this session hang under one trace. Set by Trace alone, before anybody else knows the session.</summary>
    public ActivityContext TraceContext { get; set; } =
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

    /// <summary>When it will be cut as far as is known now (window, length, MFA age), or null.</summary>
    public DateTimeOffset? ClosesAt
    {
        get => Interlocked.Read(ref _closesAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        set => Interlocked.Exchange(ref _closesAt, value?.UtcTicks ?? 0);
    }

    public long BytesIn => Interlocked.Read(ref _bytesIn);

    public long BytesOut => Interlocked.Read(ref _bytesOut);

    /// <summary>When a request last arrived or a byte last came from the person.</summary>
    public DateTimeOffset LastActivity => new(Interlocked.Read(ref _lastActivity), TimeSpan.Zero);

    public bool HasEnded => _ending is not null;

    /// <summary>What the person is told about the end, or null while it lives.</summary>
    public Refusal? Ending => _ending;

    public EndReason EndReason => _endReason;

    /// <summary>Adds a stream. False if the session has ended: the caller must not move a byte.</summary>
    public bool TryAttach(LiveStream stream)
    {
        lock (_gate)
        {
            return _ending is null && _streams.Add(stream);
        }
    }

    public void Detach(LiveStream stream)
    {
        lock (_gate)
        {
            _streams.Remove(stream);
        }
    }

    /// <summary>The streams that are open at this moment.</summary>
    public LiveStream[] Streams()
    {
        lock (_gate)
        {
            return [.. _streams];
        }
    }

    public void Touch(DateTimeOffset now) => Interlocked.Exchange(ref _lastActivity, now.UtcTicks);

    public void CountIn(long bytes) => Interlocked.Add(ref _bytesIn, bytes);

    /// <summary>
    /// Counts bytes to the person, or none of them when they would pass the limit: however many streams count at once, no more than that is
    /// ever counted.
    /// </summary>
    public bool TryCountOut(long bytes, long limit)
    {
        var counted = BytesOut;
        while (bytes <= limit - counted)
        {
            var before = Interlocked.CompareExchange(ref _bytesOut, counted + bytes, counted);
            if (before == counted)
            {
                return true;
            }

            counted = before;
        }

        return false;
    }

    /// <summary>Bytes that were counted do not go out after all.</summary>
    public void UncountOut(long bytes) => Interlocked.Add(ref _bytesOut, -bytes);

    /// <summary>The warning that still holds, or null.</summary>
    public SessionNotice? Warning => _warning is { } warning && warning.ClosesAt == ClosesAt ? warning : null;

    /// <summary>Tells everybody who listens.</summary>
    /// <exception cref="AggregateException">Listeners threw, against their duty; the others were told all the same.</exception>
    public void Notify(SessionNotice notice)
    {
        if (notice is { IsEnd: false, ClosesAt: not null })
        {
            _warning = notice;
        }

        List<Exception> faults = [];
        EachListener.Tell(Noticed, listener => listener(notice), faults.Add);
        ThrowAny(faults);
    }

    /// <summary>
    /// Like <see cref="Noticed"/>, for what opens while the session lives: who comes after the warning, or after the end, is told it too, at
    /// once. One that is given at this very moment may come twice.
    /// </summary>
    public void Attend(Action<SessionNotice> handler)
    {
        Noticed += handler;
        if (_ending is { } why)
        {
            handler(EndOf(why));
        }
        else if (Warning is { } warning)
        {
            handler(warning);
        }
    }

    /// <summary>
    /// Ends it, says so while there is still something to say it on, and cuts its streams. False when it had ended before. Tracing the end is
    /// LiveSessions' part.
    /// </summary>
    /// <exception cref="AggregateException">Listeners or streams threw, against their duty; it has ended, and all else was told and cut.</exception>
    public bool End(EndReason reason, Refusal why)
    {
        LiveStream[] streams;
        lock (_gate)
        {
            if (_ending is not null)
            {
                return false;
            }

            _endReason = reason;
            _ending = why;
            streams = [.. _streams];
        }

        List<Exception> faults = [];
        var notice = EndOf(why);
        EachListener.Tell(Noticed, listener => listener(notice), faults.Add);
        foreach (var stream in streams)
        {
            try
            {
                stream.Cut(reason, why);
            }
            catch (Exception fault)
            {
                faults.Add(fault);
            }
        }

        ThrowAny(faults);
        return true;
    }

    private static void ThrowAny(List<Exception> faults)
    {
        if (faults.Count > 0)
        {
            throw new AggregateException(faults);
        }
    }

    private static SessionNotice EndOf(Refusal why) => new(IsEnd: true, why.Reason, null, why.OpensAt, why.WindowZone) { NeedsFactor = why.Code == RefusalCode.MfaNeeded };
}
