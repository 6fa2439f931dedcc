using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Authorize.Live;

/// <summary>What a person is told when a session ends for a cause that is not policy's own answer.</summary>
internal static class SessionEndings
{
    public static Refusal SignInOver { get; } = new(RefusalCode.SessionEnded, "You signed out, or your sign-in has ended. Sign in again.");

    public static Refusal TokenOver { get; } = new(
        RefusalCode.SessionEnded, "This access token was revoked or has expired. Run remotedev login, or make another on your account page.");

    public static Refusal Suspended { get; } = new(RefusalCode.Suspended, "Your access is suspended. Your contact at the client can tell you why.");

    public static Refusal TraceLost { get; } = new(
        RefusalCode.TraceUnavailable,
        "The gateway lost the ability to write its trace, so it closed every session. Nothing of your work inside is lost; an administrator has to look at it.");

    public static Refusal SharedStateLost { get; } = new(
        RefusalCode.NotReady,
        "The gateway could not reach what it shares with the others for too long, so it closed every session. Your work inside is untouched; try again in a minute.");

    public static Refusal Stopping { get; } = new(
        RefusalCode.NotReady, "The gateway is being restarted. Your work inside is untouched; open the environment again in a minute.");

    public static Refusal NotJudged { get; } = new(
        RefusalCode.Refused, "The gateway could not check whether this session may go on, so it closed it.");

    /// <summary>What was foreseen for a stale factor does not come.</summary>
    public static SessionNotice FactorIsFresh { get; } = new(IsEnd: false, "Your second factor is fresh again, and the session goes on.", null, null, null);

    /// <summary>What hangs from a sign-in or a token that is over.</summary>
    public static Refusal OverOf(SignIn signIn) => signIn.Scope is null ? SignInOver : TokenOver;

    /// <summary>What the end of a sign-in means for what hangs from it.</summary>
    public static Refusal Of(SignIn signIn, EndReason reason) => reason == EndReason.Suspended ? Suspended : OverOf(signIn);

    public static Refusal Idle(TimeSpan limit) => new(
        RefusalCode.SessionEnded, $"The session was closed after {VerdictWords.Duration(limit)} without activity. Open it again from the portal.");

    public static Refusal Length(TimeSpan limit) => new(
        RefusalCode.SessionEnded, $"The session reached its permitted length of {VerdictWords.Duration(limit)}. Open it again from the portal.");

    public static Refusal MfaStale(TimeSpan maxAge) => new(
        RefusalCode.MfaNeeded, $"Policy accepts a second factor for {VerdictWords.Duration(maxAge)}, and yours is as old as that. Confirm in the portal that it is you.")
    {
        MfaMaxAge = maxAge,
    };

    public static Refusal ByAdmin(string reason) => new(
        RefusalCode.SessionEnded,
        string.IsNullOrWhiteSpace(reason) ? "An administrator ended this session." : $"An administrator ended this session: {reason.Trim()}");
}
