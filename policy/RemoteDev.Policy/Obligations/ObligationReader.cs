using System.Collections.Immutable;
using RemoteDev.Policy.Faults;

namespace RemoteDev.Policy.Obligations;

/// <summary>
/// Reads the annotations of one policy. An unknown key or a bad value is a fault: a misspelt restriction must not be lost.
/// </summary>
internal sealed class ObligationReader(string file, bool permits, Action<PolicyFault> report)
{
    private const int MaxId = 64;
    private const int MaxReason = 300;

    private static readonly string[] Keys =
        ["id", "reason", "record", "egress", "mfa", "approve", "terminal", "watermark", "notify", "idle", "session"];

    private AnnotationText _at;

    public string Id { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public StatedObligations Stated { get; private set; } = StatedObligations.Nothing;

    public void Read(IEnumerable<AnnotationText> annotations)
    {
        foreach (var annotation in annotations)
        {
            _at = annotation;
            if (!permits && annotation.Key is not ("id" or "reason") && Array.IndexOf(Keys, annotation.Key) >= 0)
            {
                Fault($"@{annotation.Key} restricts what a permit grants; a forbid takes only @id and @reason");
                continue;
            }

            ReadOne(annotation.Key, annotation.Value);
        }
    }

    private void ReadOne(string key, string value)
    {
        switch (key)
        {
            case "id":
                Id = IsId(value) ? value : Refuse(value, $"1 to {MaxId} of A-Z, a-z, 0-9, '-', '_', '.' and '/'", "");
                break;
            case "reason":
                Reason = value.Length is > 0 and <= MaxReason ? value : Refuse(value, $"1 to {MaxReason} characters", "");
                break;
            case "record":
                Stated = Stated with { Record = ReadRecord(value) };
                break;
            case "egress":
                Check(EgressBudget.Read(value, out var egress));
                Stated = Stated with { Egress = egress };
                break;
            case "mfa":
                Stated = Stated with { MfaMaxAge = ReadDuration(value) };
                break;
            case "approve":
                Check(ApprovalRule.Read(value, out var rule));
                Stated = Stated with { Approve = rule };
                break;
            case "terminal":
                Stated = Stated with { Terminal = TerminalWords.TryRead(value, out var extras) ? extras : Refuse(value, "none, or some of sixel, kitty, notifications with commas between them", TerminalExtras.None) };
                break;
            case "watermark":
                Stated = Stated with { Watermark = value is "" or "true" || Refuse(value, "nothing, or true", fallback: true) };
                break;
            case "notify":
                Stated = Stated with { Notify = ReadChannels(value) };
                break;
            case "idle":
                Stated = Stated with { Idle = ReadDuration(value) };
                break;
            case "session":
                Stated = Stated with { Session = ReadDuration(value) };
                break;
            default:
                var near = Spelling.Nearest(key, Keys);
                var hint = near is null ? $"known are @{string.Join(", @", Keys)}" : $"did you mean @{near}?";
                Fault($"@{Spelling.Cut(key)} is not known here; {hint}");
                break;
        }
    }

    private RecordMode ReadRecord(string value) => value switch
    {
        "full" => RecordMode.Full,
        "input-off" => RecordMode.InputOff,
        "metadata" => RecordMode.Metadata,
        _ => Refuse(value, "full, input-off or metadata", RecordMode.Full),
    };

    private TimeSpan ReadDuration(string value) => Quantity.TryDuration(value, out var duration)
        ? duration
        : Refuse(value, "a length of time above zero, like 15m, 8h or 30d", TimeSpan.Zero);

    private ImmutableArray<string> ReadChannels(string value)
    {
        var names = value.Split(',', StringSplitOptions.TrimEntries);
        return Array.TrueForAll(names, IsId)
            ? [.. names]
            : Refuse(value, "names of channels with commas between them", ImmutableArray<string>.Empty);
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= MaxId && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/');

    private T Refuse<T>(string value, string wanted, T fallback)
    {
        Fault($"@{_at.Key}(\"{Spelling.Cut(value)}\") must be {wanted}");
        return fallback;
    }

    private void Check(string? fault)
    {
        if (fault is not null)
        {
            Fault($"@{_at.Key}: {fault}");
        }
    }

    private void Fault(string message) => report(new PolicyFault(file, _at.Line, _at.Column, message));
}
