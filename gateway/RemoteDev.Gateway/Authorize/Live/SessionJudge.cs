using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Authorize.Live;

/// <summary>
/// Asks of every live session and stream whether it may still be, and cuts what may not: the person, the sign-in behind it, policy,
/// windows, idleness and length, in that order. Called each second, at once on every change, and at each foreseen closing time.
/// </summary>
internal sealed partial class SessionJudge(
    LiveSessions live, RulesInForce rules, SharedStateWatch shared, TraceRoom trace, TimeProvider clock, ILogger<SessionJudge> log)
{
    private static readonly TimeSpan[] WarningLeads = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    /// <summary>Judges everything once.</summary>
    /// <returns>The next instant at which some session is foreseen to close, or null.</returns>
    public DateTimeOffset? JudgeAll()
    {
        if (!trace.IsHealthy)
        {
            live.EndAll(EndReason.TraceLost, SessionEndings.TraceLost);
            return null;
        }

        if (shared.IsLost)
        {
            live.EndAll(EndReason.SharedStateLost, SessionEndings.SharedStateLost);
            return null;
        }

        var now = clock.GetUtcNow();
        var moment = rules.Now(now);
        DateTimeOffset? next = null;
        foreach (var held in live.Everyone)
        {
            if (TryJudge(held, moment, now) && held.Session.ClosesAt is { } closes && (next is null || closes < next))
            {
                next = closes;
            }
        }

        return next;
    }

    // What cannot be judged may not live; that says nothing of the others.
    private bool TryJudge(HeldSession held, PolicyMoment moment, DateTimeOffset now)
    {
        try
        {
            return Judge(held, moment, now);
        }
        catch (Exception fault)
        {
            JudgingFailed(log, held.Session.Id, fault);
            live.End(held.Session.Id, EndReason.Unspecified, SessionEndings.NotJudged);
            return false;
        }
    }

    /// <summary>True when the session lives on.</summary>
    private bool Judge(HeldSession held, PolicyMoment moment, DateTimeOffset now)
    {
        var session = held.Session;
        if (held.IsTransferring())
        {
            session.Touch(now);
            session.SignIn.Touch(now);
        }

        if (WhyEnd(held, moment, now) is { } end)
        {
            live.End(session.Id, end.Reason, end.Why);
            return false;
        }

        foreach (var stream in session.Streams())
        {
            // One session may have machines at several addresses.
            if (ServiceStanding.IsService(session.Login)
                && ServiceStanding.WhyNot(moment.Rules.Catalog, session.Login, stream.Permitted.Verified.Identified.Connection.Source) is { } elsewhere)
            {
                stream.Cut(EndReason.PersonChanged, elsewhere);
            }
            else if (!moment.Judge(Question.Of(stream.Permitted), now).Passed(out _, out var why))
            {
                stream.Cut(VerdictWords.EndReasonOf(why), why);
            }
        }

        Foresee(held, moment, now);
        return true;
    }

    private static (EndReason Reason, Refusal Why)? WhyEnd(HeldSession held, PolicyMoment moment, DateTimeOffset now)
    {
        var session = held.Session;
        if (ServiceStanding.IsService(session.Login))
        {
            // Not from where: the machine that opened it is one of several, and each stream, as each request, answers for its own address.
            if (ServiceStanding.WhyNot(moment.Rules.Catalog, session.Login) is { } refusal)
            {
                return (EndReason.Suspended, refusal);
            }
        }

        // A suspension ends the sign-in too, and is what the person has to know.
        else if (moment.Rules.Catalog.People.GetValueOrDefault(session.Login) is not { Suspended: false })
        {
            return (EndReason.Suspended, SessionEndings.Suspended);
        }

        if (session.SignIn.HasEnded || now >= session.SignIn.ExpiresAt)
        {
            return (EndReason.SignedOut, SessionEndings.OverOf(session.SignIn));
        }

        if (held.Basis is { } basis)
        {
            if (!moment.Judge(Question.Of(session, basis), now).Passed(out var permit, out var why))
            {
                return (VerdictWords.EndReasonOf(why), why);
            }

            held.Obligations = permit.Obligations;
        }

        if (session.Kind == SessionKind.Console)
        {
            return null;
        }

        if (now - session.OpenedAt >= held.Obligations.Session)
        {
            return (EndReason.SessionLimit, SessionEndings.Length(held.Obligations.Session));
        }

        return now - session.LastActivity >= held.Obligations.Idle ? (EndReason.Idle, SessionEndings.Idle(held.Obligations.Idle)) : null;
    }

    private void Foresee(HeldSession held, PolicyMoment moment, DateTimeOffset now)
    {
        var session = held.Session;
        if (!ReferenceEquals(held.ForeseenIn, moment) || !ReferenceEquals(held.ForeseenWith, session.SignIn.Mfa))
        {
            var closing = SessionForesight.ClosingTime(held, moment, now);
            if (session.ClosesAt != closing?.At)
            {
                // Whoever was warned of a stale factor and showed a fresh one is told that nothing closes now.
                if (held is { Warned: not null, Foreseen.Code: RefusalCode.MfaNeeded } && !ReferenceEquals(held.ForeseenWith, session.SignIn.Mfa))
                {
                    session.Notify(SessionEndings.FactorIsFresh);
                }

                held.Warned = null;
            }

            (session.ClosesAt, held.Foreseen) = (closing?.At, closing?.Why);
            (held.ForeseenIn, held.ForeseenWith) = (moment, session.SignIn.Mfa);
        }

        if (session.ClosesAt is { } closes && held.Foreseen is { } why)
        {
            Warn(held, closes, why, now);
        }
    }

    private void Warn(HeldSession held, DateTimeOffset closes, Refusal why, DateTimeOffset now)
    {
        foreach (var lead in WarningLeads)
        {
            if (closes - now > lead)
            {
                continue;
            }

            if (held.Warned is { } given && given <= lead)
            {
                return;
            }

            held.Warned = lead;
            var session = held.Session;
            session.Notify(new SessionNotice(IsEnd: false, why.Reason, closes, why.OpensAt, why.WindowZone) { NeedsFactor = why.Code == RefusalCode.MfaNeeded });
            trace.Record(new SessionWarned { Session = session.Id, Actor = session.Login, Source = session.Source.ToString(), ClosesAt = closes, Text = why.Reason });
            return;
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Judging session {Session} failed, so it was closed.")]
    private static partial void JudgingFailed(ILogger logger, string session, Exception fault);
}
