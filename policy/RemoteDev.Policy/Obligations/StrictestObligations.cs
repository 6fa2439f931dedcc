using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RemoteDev.Policy.Obligations;

/// <summary>Takes what one permit after the other states, and keeps the strictest of each key. On the stack, so that only the result is allocated.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct StrictestObligations(ObligationSet projectDefault)
{
    private readonly ObligationSet _default = projectDefault;
    private RecordMode? _record;
    private EgressBudget? _egress;
    private TimeSpan? _mfa;
    private TimeSpan? _idle;
    private TimeSpan? _session;
    private TerminalExtras? _terminal;
    private bool _watermark = projectDefault.Watermark;
    private ImmutableArray<ApprovalRule> _approvals = projectDefault.Approvals;
    private ImmutableArray<string> _notify = projectDefault.Notify;

    public void Add(StatedObligations permit)
    {
        _record = Smaller(_record, permit.Record);
        _egress = _egress is null ? permit.Egress : permit.Egress is null ? _egress : EgressBudget.Strictest(_egress, permit.Egress);
        _mfa = Smaller(_mfa, permit.MfaMaxAge);
        _idle = Smaller(_idle, permit.Idle);
        _session = Smaller(_session, permit.Session);
        _terminal = _terminal is null ? permit.Terminal : permit.Terminal is null ? _terminal : _terminal & permit.Terminal;
        _watermark |= permit.Watermark;
        _approvals = permit.Approve is null || _approvals.Contains(permit.Approve) ? _approvals : _approvals.Add(permit.Approve);
        _notify = permit.Notify.IsEmpty ? _notify : Union(_notify, permit.Notify);
    }

    /// <summary>The strictest of each key; a key that no permit states is the project's.</summary>
    public readonly ObligationSet Result() => new()
    {
        Record = _record ?? _default.Record,
        Egress = _egress ?? _default.Egress,
        MfaMaxAge = _mfa ?? _default.MfaMaxAge,
        Idle = _idle ?? _default.Idle,
        Session = _session ?? _default.Session,
        Terminal = _terminal ?? _default.Terminal,
        Watermark = _watermark,
        Approvals = _approvals,
        Notify = _notify,
    };

    private static ImmutableArray<string> Union(ImmutableArray<string> a, ImmutableArray<string> b) =>
        [.. a.Union(b, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static T? Smaller<T>(T? a, T? b)
        where T : struct =>
        a is null ? b : b is null ? a : Comparer<T>.Default.Compare(a.Value, b.Value) <= 0 ? a : b;
}
