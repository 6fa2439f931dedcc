using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Decisions;

/// <summary>The circumstances as the record that policies read. What repeats between requests is made once.</summary>
internal static class ContextRecord
{
    private static readonly string[] Names =
        ["approval", "device", "mfa", "now", "openWindows", "origin", "port", "protocol", "source", "ticket"];

    private static readonly RecordShape Full = new(Names);
    private static readonly RecordShape WithPort = new([.. Names.Where(name => name != "ticket")]);
    private static readonly RecordShape WithTicket = new([.. Names.Where(name => name != "port")]);
    private static readonly RecordShape Plain = new([.. Names.Where(name => name is not ("port" or "ticket"))]);

    private static readonly RecordShape MfaShape = new("age", "method");
    private static readonly RecordShape SourceShape = new("ip", "networks");
    private static readonly RecordShape LocatedShape = new("country", "ip", "networks");
    private static readonly RecordShape ApprovalShape = new("by", "granted", "until");
    private static readonly RecordShape DeviceShape = new("certificate", "managed");

    // Always present, so that a policy about the second factor is false without one, and not an error.
    private static readonly RecordValue NoMfa = MfaShape.Of(DurationValue.From(TimeSpan.FromDays(3650)), "none");

    private static readonly RecordValue NoApproval = ApprovalShape.Of(SetValue.Empty, false, new DatetimeValue(0));

    private static readonly RecordValue[] Devices =
    [
        DeviceShape.Of(false, false),
        DeviceShape.Of(true, false),
        DeviceShape.Of(false, true),
        DeviceShape.Of(true, true),
    ];

    private static readonly StringValue Inside = new("inside");
    private static readonly StringValue Outside = new("outside");
    private static readonly StringValue Http = new("http");
    private static readonly StringValue Git = new("git");
    private static readonly StringValue Ssh = new("ssh");

    public static RecordValue Of(DecisionContext context, OpenWindows windows)
    {
        Value approval = Approval(context);
        Value device = Devices[(context.DeviceCertificate ? 1 : 0) + (context.DeviceManaged ? 2 : 0)];
        Value mfa = Mfa(context.Mfa);
        Value now = Datetime(context.Now);
        Value origin = context.Origin == Origin.Inside ? Inside : Outside;
        Value protocol = Protocol(context.Protocol);
        Value source = Source(context);
        return (context.Port, context.Ticket) switch
        {
            (null, null) => Plain.Of(approval, device, mfa, now, windows.Value, origin, protocol, source),
            ({ } port, null) => WithPort.Of(approval, device, mfa, now, windows.Value, origin, (long)port, protocol, source),
            (null, { } ticket) => WithTicket.Of(approval, device, mfa, now, windows.Value, origin, protocol, source, ticket),
            ({ } port, { } ticket) => Full.Of(approval, device, mfa, now, windows.Value, origin, (long)port, protocol, source, ticket),
        };
    }

    public static DatetimeValue Datetime(Instant instant) => new(instant.ToUnixTimeMilliseconds());

    private static StringValue Protocol(string name) => name switch
    {
        "http" => Http,
        "git" => Git,
        "ssh" => Ssh,
        _ => new StringValue(name),
    };

    private static RecordValue Mfa(MfaEvidence? mfa) => mfa is null || mfa.Age < TimeSpan.Zero
        ? NoMfa
        : MfaShape.Of(DurationValue.From(mfa.Age), mfa.Method);

    private static RecordValue Approval(DecisionContext context) => context.Approval is { } approval && context.Now < approval.Until
        ? ApprovalShape.Of(new SetValue(approval.By.Select(Uids.User)), true, Datetime(approval.Until))
        : NoApproval;

    private static RecordValue Source(DecisionContext context) => context.Country is { } country
        ? LocatedShape.Of(new StringValue(country), IpValue.From(context.Source), Networks(context.Networks))
        : SourceShape.Of(IpValue.From(context.Source), Networks(context.Networks));

    private static SetValue Networks(IReadOnlyCollection<string> networks) =>
        networks.Count == 0 ? SetValue.Empty : new SetValue(networks.Select(name => new StringValue(name)));
}
