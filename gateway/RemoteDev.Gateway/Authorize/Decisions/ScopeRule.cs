using NodaTime;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Decisions;

namespace RemoteDev.Gateway.Authorize.Decisions;

/// <summary>
/// Holds every question against what the sign-in behind it is for, before policy is asked; each second again for what is open. A token
/// never opens what its person may not, so this only ever says no.
/// </summary>
internal static class ScopeRule
{
    /// <summary>The answer to a question: the scope's no, or policy's word.</summary>
    public static Step<Permit> Judge(this PolicyMoment moment, in Question question, DateTimeOffset now)
    {
        if (WhyNot(question, moment, now) is { } outside)
        {
            return outside;
        }

        var verdict = moment.Rules.Judge(question, moment.Windows, now);
        return verdict.IsPermitted(out var permit) ? permit
            : question.Scope is null ? VerdictWords.Refuse(verdict)
            : ForToken(VerdictWords.Refuse(verdict), question.Mfa, now);
    }

    private static Refusal? WhyNot(in Question question, PolicyMoment moment, DateTimeOffset now)
    {
        if (question.Scope is not { } scope)
        {
            return null;
        }

        if (!scope.Covers(question.Action, question.Resource))
        {
            return new Refusal(
                RefusalCode.Denied, $"This access token is {scope.Words}, and for nothing else. Make one for this on your account page, or ask whoever made it.");
        }

        return scope.Window is not { } window || moment.Windows.Names.Contains(window) ? null : Closed(window, moment, now);
    }

    private static Refusal Closed(string name, PolicyMoment moment, DateTimeOffset now)
    {
        if (moment.Rules.Windows.FirstOrDefault(window => window.Name == name) is not { } window)
        {
            return new Refusal(
                RefusalCode.Denied, $"This access token is for the time while window {name} is open, and there is no such window any more. Make another on your account page.");
        }

        return new Refusal(RefusalCode.WindowClosed, $"This access token is for the time while window {name} is open, and it is closed now.")
        {
            OpensAt = window.NextOpening(Instant.FromDateTimeOffset(now))?.ToDateTimeOffset(),
            WindowZone = window.Zone.Id,
        };
    }

    // A token cannot be asked for a code: it carries the factor of its making, which only grows older.
    private static Refusal ForToken(Refusal refusal, MfaProof? mfa, DateTimeOffset now) => refusal is { Code: RefusalCode.MfaNeeded, MfaMaxAge: { } accepted }
        ? refusal with
        {
            Reason = $"Policy wants a second factor shown within the last {VerdictWords.Duration(accepted)} here, and the one behind this access token is "
                + (mfa is null ? "missing" : $"{VerdictWords.Duration(now - mfa.At)} old") + ". Run remotedev login, or make a fresh token on your account page.",
        }
        : refusal;
}
