using NodaTime;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Decisions;

/// <summary>The circumstances as the record that policies read. What repeats between requests is made once.</summary>
internal static class ContextRecord
{
    // Always present, so that a policy about the second factor is false without one, and not an error.
    private static readonly RecordValue NoMfa =
        RecordValue.Of(("age", DurationValue.From(TimeSpan.FromDays(3650))), ("method", "none"));

    private static readonly RecordValue NoApproval =
        RecordValue.Of(("granted", false), ("by", SetValue.Empty), ("until", new DatetimeValue(0)));

    private static readonly RecordValue[] Devices =
    [
        RecordValue.Of(("certificate", false), ("managed", false)),
        RecordValue.Of(("certificate", true), ("managed", false)),
        RecordValue.Of(("certificate", false), ("managed", true)),
        RecordValue.Of(("certificate", true), ("managed", true)),
    ];

    private static readonly StringValue Inside = new("inside");
    private static readonly StringValue Outside = new("outside");

    public static RecordValue Of(DecisionContext context, OpenWindows windows)
    {
        var pairs = new (string, Value)[10];
        var count = 0;
        pairs[count++] = ("approval", Approval(context));
        pairs[count++] = ("device", Devices[(context.DeviceCertificate ? 1 : 0) + (context.DeviceManaged ? 2 : 0)]);
        pairs[count++] = ("mfa", Mfa(context.Mfa));
        pairs[count++] = ("now", Datetime(context.Now));
        pairs[count++] = ("openWindows", windows.Value);
        pairs[count++] = ("origin", context.Origin == Origin.Inside ? Inside : Outside);
        if (context.Port is { } port)
        {
            pairs[count++] = ("port", (long)port);
        }

        pairs[count++] = ("protocol", context.Protocol);
        pairs[count++] = ("source", RecordValue.Of(("ip", IpValue.From(context.Source)), ("networks", Networks(context.Networks))));
        if (context.Ticket is { } ticket)
        {
            pairs[count++] = ("ticket", ticket);
        }

        return RecordValue.Of(pairs.AsSpan(0, count));
    }

    public static DatetimeValue Datetime(Instant instant) => new(instant.ToUnixTimeMilliseconds());

    private static RecordValue Mfa(MfaEvidence? mfa) => mfa is null || mfa.Age < TimeSpan.Zero
        ? NoMfa
        : RecordValue.Of(("age", DurationValue.From(mfa.Age)), ("method", mfa.Method));

    private static RecordValue Approval(DecisionContext context) => context.Approval is { } approval && context.Now < approval.Until
        ? RecordValue.Of(
            ("granted", true),
            ("by", new SetValue(approval.By.Select(Uids.User))),
            ("until", Datetime(approval.Until)))
        : NoApproval;

    private static SetValue Networks(IReadOnlyCollection<string> networks) =>
        networks.Count == 0 ? SetValue.Empty : new SetValue(networks.Select(name => new StringValue(name)));
}
