using System.Net;
using RemoteDev.Cedar;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Gateway.Authorize.Decisions;

/// <summary>
/// The permits given in one session lately, so that a page's hundred requests are judged once. An entry holds for a second at
/// most, and not past a change of rules, windows or second factor; LiveSessions judges open streams by the same second. Only
/// permits are remembered: a refusal is always worked out anew.
/// </summary>
internal sealed class DecisionMemo
{
    private const int MostEntries = 16;

    private static readonly long Lifetime = TimeSpan.FromSeconds(1).Ticks;

    private readonly Lock _gate = new();
    private Entry[] _entries = [];

    public Permit? Find(in Question question, PolicyMoment moment, DateTimeOffset now)
    {
        foreach (var entry in Volatile.Read(ref _entries))
        {
            if (now.UtcTicks < entry.Until && now.UtcTicks >= entry.Until - Lifetime && ReferenceEquals(entry.Moment, moment) && entry.Answers(question))
            {
                return entry.Permit;
            }
        }

        return null;
    }

    public void Remember(in Question question, PolicyMoment moment, DateTimeOffset now, Permit permit)
    {
        var entry = new Entry(question.Action, question.Resource, question.Source, question.Device, question.Origin, question.Detail, question.Mfa, moment, permit, now.UtcTicks + Lifetime);
        lock (_gate)
        {
            var alive = _entries.Where(e => now.UtcTicks < e.Until && ReferenceEquals(e.Moment, moment)).TakeLast(MostEntries - 1);
            Volatile.Write(ref _entries, [.. alive, entry]);
        }
    }

    private sealed record Entry(
        EntityUid Action,
        EntityUid Resource,
        IPAddress Source,
        DeviceCertificate? Device,
        RequestOrigin Origin,
        AccessDetail Detail,
        MfaProof? Mfa,
        PolicyMoment Moment,
        Permit Permit,
        long Until)
    {
        public bool Answers(in Question question) =>
            Origin == question.Origin
            && ReferenceEquals(Mfa, question.Mfa)
            && Action.Equals(question.Action)
            && Resource.Equals(question.Resource)
            && Detail.Equals(question.Detail)
            && Source.Equals(question.Source)
            && Device?.Fingerprint == question.Device?.Fingerprint;
    }
}
