using System.Collections.Concurrent;
using System.Diagnostics;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Authorize.Live;

/// <summary>
/// Every access session that lives on this instance. Whoever ends one ends it here, so that the cut, its measure and its trace
/// are one thing; what one of them throws as it ends keeps none of the others alive. <see cref="SessionJudge"/> asks again each second whether each of them may still live.
/// </summary>
internal sealed partial class LiveSessions(TraceRoom trace, TimeProvider clock, ILogger<LiveSessions> log)
{
    private readonly ConcurrentDictionary<string, HeldSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Raised after a session was added or has ended; handlers must not block or throw.</summary>
    public event Action<AccessSession>? Changed;

    /// <summary>The sessions that live at this moment, oldest first.</summary>
    public IReadOnlyList<AccessSession> All => [.. _sessions.Values.Select(h => h.Session).OrderBy(s => s.OpenedAt)];

    /// <summary>How many live.</summary>
    public int Count => _sessions.Count;

    public AccessSession? Find(string id) => Held(id)?.Session;

    /// <summary>
    /// Ends a session: cuts its streams before it returns, then records the end with the time the cut took. False when it had
    /// ended before or is not here.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="reason">For machines and the trace.</param>
    /// <param name="why">For the person.</param>
    /// <param name="by">Who ended it, when a person did.</param>
    public bool End(string id, EndReason reason, Refusal why, string? by = null)
    {
        if (!_sessions.TryRemove(id, out var held))
        {
            return false;
        }

        var began = clock.GetTimestamp();
        var session = held.Session;
        try
        {
            if (!session.End(reason, why))
            {
                return false;
            }
        }
        catch (AggregateException faults)
        {
            EndFailed(log, session.Id, faults);
        }

        var took = clock.GetElapsedTime(began);
        trace.Record(new SessionEnded
        {
            Session = session.Id,
            Actor = by ?? session.Login,
            Source = session.Source.ToString(),
            Kind = session.Kind,
            Place = session.Place,
            Reason = reason,
            Explanation = why.Reason,
            BytesIn = session.BytesIn,
            BytesOut = session.BytesOut,
            CutMilliseconds = (long)took.TotalMilliseconds,
        });
        RaiseChanged(session);
        return true;
    }

    /// <summary>Ends every session that hangs from a sign-in.</summary>
    public void EndAllOf(SignIn signIn, EndReason reason, Refusal why)
    {
        foreach (var held in _sessions.Values.Where(h => ReferenceEquals(h.Session.SignIn, signIn)))
        {
            End(held.Session.Id, reason, why);
        }
    }

    /// <summary>Ends everything: the trace is lost, or the gateway stops.</summary>
    public void EndAll(EndReason reason, Refusal why)
    {
        foreach (var id in _sessions.Keys)
        {
            End(id, reason, why);
        }
    }

    internal IEnumerable<HeldSession> Everyone => _sessions.Values;

    internal HeldSession? Held(string id) => _sessions.GetValueOrDefault(id);

    internal HeldSession? Find(SignIn signIn, SessionKind kind, string place) =>
        _sessions.Values.FirstOrDefault(h =>
            !h.Session.HasEnded && ReferenceEquals(h.Session.SignIn, signIn) && h.Session.Kind == kind && h.Session.Place == place);

    internal void Add(HeldSession held)
    {
        var added = _sessions.TryAdd(held.Session.Id, held);
        Debug.Assert(added, "Session ids are random.");
        RaiseChanged(held.Session);
    }

    private void RaiseChanged(AccessSession session) => EachListener.Tell(Changed, listener => listener(session), fault => ListenerFailed(log, fault));

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session} has ended and its streams are cut, and not everybody who was told of it took it.")]
    private static partial void EndFailed(ILogger logger, string session, Exception faults);

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener of the live sessions threw.")]
    private static partial void ListenerFailed(ILogger logger, Exception fault);
}
