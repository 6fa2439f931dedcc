using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Explaining;

namespace RemoteDev.Gateway.Authorize;

/// <summary>Turns policy's no into the refusal that every door explains in its own way.</summary>
internal static class VerdictWords
{
    private static readonly Refusal NoPermission = new(RefusalCode.Refused, "Refused.");

    /// <summary>The refusal of a verdict that is no permit.</summary>
    public static Refusal Refuse(Verdict verdict) => verdict.Match(
        _ => NoPermission,
        need => new Refusal(RefusalCode.MfaNeeded, $"This needs a second factor shown within the last {Duration(need.MaxAge)}. Confirm in the portal that it is you, and continue.")
        {
            Policies = need.PolicyIds,
            MfaMaxAge = need.MaxAge,
        },
        need => new Refusal(RefusalCode.ApprovalNeeded, "This needs the consent of someone else, and nobody has given it.") { Policies = need.PolicyIds },
        Refuse);

    /// <summary>The way an ending is named in the trace when this verdict is what ended it.</summary>
    public static EndReason EndReasonOf(Refusal refusal) => refusal.Code switch
    {
        RefusalCode.WindowClosed => EndReason.WindowClosed,
        RefusalCode.MfaNeeded => EndReason.MfaStale,
        RefusalCode.Suspended => EndReason.Suspended,
        _ => EndReason.PolicyChanged,
    };

    /// <summary>A length of time as people say it: <c>15 minutes</c>, <c>8 hours</c>.</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => $"{span.TotalDays:0} days",
        { TotalHours: >= 2 } => $"{span.TotalHours:0.#} hours",
        { TotalMinutes: >= 2 } => $"{span.TotalMinutes:0} minutes",
        _ => $"{span.TotalSeconds:0} seconds",
    };

    private static Refusal Refuse(Denial denial)
    {
        var explanation = denial.Explanation;
        var code = denial.Cause switch
        {
            DenialCause.Suspended => RefusalCode.Suspended,
            DenialCause.Unknown => RefusalCode.Unknown,
            _ when explanation.Remedies is [Remedy.Wait] => RefusalCode.WindowClosed,
            _ => RefusalCode.Denied,
        };
        return new Refusal(code, explanation.Text)
        {
            Policies = denial.PolicyIds.Count > 0 ? denial.PolicyIds : explanation.WouldPermit,
            OpensAt = explanation.OpensAt?.ToDateTimeOffset(),
            WindowZone = explanation.Zone?.Id,
        };
    }
}
