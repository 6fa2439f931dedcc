using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Gateway.Contain.Egress;

/// <summary>
/// Counts one stream's bytes on their way out. A byte is charged before it is written, so what was traced and charged is never
/// less than what left. Over budget it cuts the stream, traces that once, and tells the person when the budget starts anew.
/// </summary>
internal sealed class EgressMeter(EgressLedger ledger, EgressAccount account, LiveStream stream, EgressBudget limit, TraceRoom trace)
{
    /// <summary>True: send. False: the stream is cut, send nothing.</summary>
    public bool TrySend(long bytes)
    {
        if (stream.IsCut)
        {
            return false;
        }

        var session = stream.Permitted.Session;
        var most = limit.PerSession ?? long.MaxValue;
        if (!stream.TryCountOut(bytes, most))
        {
            Exceed("session", most, session.BytesOut, null);
            return false;
        }

        var today = ledger.Today;
        if (!account.TryCharge(bytes, today, limit.PerDay))
        {
            stream.UncountOut(bytes);
            Exceed("day", limit.PerDay!.Value, account.Used(today), ledger.NextDay);
            return false;
        }

        return true;
    }

    /// <summary>Why nothing may be opened any more under this budget, or null.</summary>
    public static Refusal? WhySpent(EgressLedger ledger, EgressAccount account, AccessSession session, EgressBudget limit)
    {
        if (limit.PerSession is { } most && session.BytesOut >= most)
        {
            return Spent(account.Place, "session", most, session.BytesOut, null);
        }

        var used = limit.PerDay is null ? 0 : account.Used(ledger.Today);
        return limit.PerDay is { } daily && used >= daily ? Spent(account.Place, "day", daily, used, ledger.NextDay) : null;
    }

    private static Refusal Spent(string place, string scope, long budget, long used, DateTimeOffset? resets)
    {
        var when = resets is null ? "A new session starts with a new budget." : "It starts anew at 00:00 UTC.";
        return new Refusal(
            RefusalCode.OverBudget,
            $"The budget for data leaving {place} is {ByteText.Of(budget)} a {scope}, and {ByteText.Of(used)} are used. {when}")
        {
            OpensAt = resets,
            WindowZone = resets is null ? null : "UTC",
        };
    }

    private void Exceed(string scope, long budget, long used, DateTimeOffset? resets)
    {
        if (stream.IsCut)
        {
            return;
        }

        var session = stream.Permitted.Session;
        var why = Spent(account.Place, scope, budget, used, resets);
        trace.Record(new EgressExceeded
        {
            Session = session.Id,
            Actor = session.Login,
            Source = session.Source.ToString(),
            Place = account.Place,
            Scope = scope,
            Budget = budget,
            Used = used,
        });
        try
        {
            session.Notify(new SessionNotice(IsEnd: false, why.Reason, null, resets, why.WindowZone));
        }
        finally
        {
            stream.Cut(EndReason.OverBudget, why);
        }
    }
}
