using System.Security.Cryptography;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Ssh.Ports;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>
/// One channel's bytes under a permission: metered, judged each second by whoever judges live streams, cut at once, and in the trace
/// before the first of them moves and after the last.
/// </summary>
internal sealed class SshStream
{
    private readonly LiveStream _live;
    private readonly EgressMeter _meter;
    private readonly TraceRoom _trace;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private int _ended;

    private SshStream(LiveStream live, EgressMeter meter, TraceRoom trace, TimeProvider clock)
    {
        _live = live;
        _meter = meter;
        _trace = trace;
        _clock = clock;
        _began = clock.GetTimestamp();
    }

    public string Id => _live.Id;

    public Permitted Permitted => _live.Permitted;

    public AccessSession Session => _live.Permitted.Session;

    /// <summary>What connection of VS Code it turned out to carry, for the trace.</summary>
    public IdeConnectionKind Ide { get; set; }

    /// <summary>Why it was cut, or null.</summary>
    public Refusal? Why => _live.Why;

    /// <summary>Opens a stream, durably traced.</summary>
    /// <param name="asked">What was asked for, for the trace.</param>
    /// <param name="cut">Ends the channel with these words; called at most once, on any thread, must neither block nor throw.</param>
    /// <returns>The stream, or: the session has ended, the budget is spent, or what leaves cannot be counted or traced.</returns>
    public static async ValueTask<Step<SshStream>> OpenAsync(
        Permitted permitted, StreamKind kind, string asked, Action<Refusal> cut, EgressLedger ledger, TraceRoom trace, TimeProvider clock)
    {
        var session = permitted.Session;
        if (ledger.Fault is not null)
        {
            return SshRefusals.Uncounted;
        }

        var account = ledger.Account(session.Login, session.Place);
        var budget = permitted.Permit.Obligations.Egress;
        if (EgressMeter.WhySpent(ledger, account, session, budget) is { } spent)
        {
            return spent;
        }

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
#pragma warning disable CA2000 // the stream owns it
        var live = LiveStream.TryOpen(id, permitted, kind, clock.GetUtcNow(), stream => cut(stream.Why ?? SshRefusals.Ended));
#pragma warning restore CA2000
        if (live is null)
        {
            return session.Ending ?? SshRefusals.Ended;
        }

        var opened = await trace.OpenAsync(
            new StreamOpened
            {
                Session = session.Id,
                Actor = session.Login,
                Source = session.Source.ToString(),
                StreamId = id,
                Kind = kind,
                Place = session.Place,
                Action = permitted.Permit.Action.Id,
                Resource = permitted.Permit.Resource.ToString(),
                Policies = permitted.Permit.PolicyIds,
                Asked = asked,
            },
            CancellationToken.None);
        var stream = new SshStream(live, new EgressMeter(ledger, account, live, budget, trace), trace, clock);
        if (opened)
        {
            return stream;
        }

        live.Dispose();
        return SshRefusals.NoTrace;
    }

    /// <summary>Bytes from the person arrived: the session is not idle.</summary>
    public void CountIn(int bytes)
    {
        var now = _clock.GetUtcNow();
        _live.CountIn(bytes);
        Session.Touch(now);
        Session.SignIn.Touch(now);
    }

    /// <summary>True: these may leave, and are charged. False: the stream is cut.</summary>
    public bool TrySend(int bytes) => _meter.TrySend(bytes);

    /// <summary>Cuts it from here: containment cannot go on with it.</summary>
    public void Cut(EndReason reason, Refusal why) => _live.Cut(reason, why);

    /// <summary>The channel is over. Counts once.</summary>
    /// <param name="exitStatus">What its program ended with, when it said so.</param>
    public void End(uint? exitStatus = null)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        _live.Dispose();
        _trace.Record(new StreamEnded
        {
            Session = Session.Id,
            Actor = Session.Login,
            Source = Session.Source.ToString(),
            StreamId = Id,
            Kind = _live.Kind,
            Reason = _live.IsCut ? _live.CutReason : EndReason.Closed,
            BytesIn = _live.BytesIn,
            BytesOut = _live.BytesOut,
            DurationMilliseconds = (long)_clock.GetElapsedTime(_began).TotalMilliseconds,
            ExitStatus = exitStatus,
            Ide = Ide == IdeConnectionKind.None ? null : Ide.ToString(),
        });
    }
}
