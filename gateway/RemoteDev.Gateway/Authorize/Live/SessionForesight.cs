using RemoteDev.Gateway.Authorize.Decisions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Authorize.Live;

/// <summary>
/// Works out when a session will have to close, by asking policy about the instants at which its answer can change: the edges of
/// windows, the end of the second factor's freshness and of the session's length. So a person is warned of the very minute,
/// and of nothing that will not happen.
/// </summary>
internal static class SessionForesight
{
    private const int MostEdges = 64;

    private static readonly TimeSpan Horizon = TimeSpan.FromHours(26);

    /// <summary>The first instant at which the session may no longer be, and why; null within the horizon.</summary>
    public static (DateTimeOffset At, Refusal Why)? ClosingTime(HeldSession held, PolicyMoment moment, DateTimeOffset now)
    {
        if (held.Basis is not { } basis)
        {
            return null;
        }

        var session = held.Session;
        var question = Question.Of(session, basis);
        var earliest = Earliest(held);
        var until = now + Horizon;
        var edge = moment;
        for (var i = 0; i < MostEdges && edge.Windows.ChangesAt is { } changes; i++)
        {
            var at = changes.ToDateTimeOffset();
            if (at > until || at >= earliest.At)
            {
                break;
            }

            edge = RulesInForce.At(edge, at);
            if (!edge.Judge(WithFreshFactor(question, at), at).Passed(out _, out var why))
            {
                return (at, why);
            }
        }

        return earliest.At <= until ? earliest : null;
    }

    private static (DateTimeOffset At, Refusal Why) Earliest(HeldSession held)
    {
        var session = held.Session;
        var limit = session.OpenedAt + held.Obligations.Session;
        var stale = session.SignIn.Mfa is { } mfa ? mfa.At + held.Obligations.MfaMaxAge : DateTimeOffset.MaxValue;
        var over = session.SignIn.ExpiresAt;
        if (stale <= limit && stale <= over)
        {
            return (stale, SessionEndings.MfaStale(held.Obligations.MfaMaxAge));
        }

        return limit <= over ? (limit, SessionEndings.Length(held.Obligations.Session)) : (over, SessionEndings.SignInOver);
    }

    /// <summary>Staleness is dated on its own above; the windows are asked about as if the factor were fresh.</summary>
    private static Question WithFreshFactor(Question question, DateTimeOffset at) =>
        question.Mfa is { } mfa ? question with { Mfa = mfa with { At = at } } : question;
}
