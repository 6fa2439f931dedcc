using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp;

/// <summary>What people are told when a second factor is missing or wrong.</summary>
internal static class FactorRefusals
{
    public static readonly Refusal Needed = new(
        RefusalCode.MfaNeeded, "The password alone opens nothing. Confirm the sign-in with a code from your authenticator app.");

    public static readonly Refusal SignInOver = new(
        RefusalCode.SessionEnded, "Your sign-in has ended, or took too long to complete. Sign in again.");

    public static readonly Refusal AtOnce = new(
        RefusalCode.NotReady,
        "Another factor was shown for this sign-in at the same moment, in another tab perhaps. Open the page again; if you are asked again, try again with a new code.");

    public static readonly Refusal BadCode = new(
        RefusalCode.BadCredential, "This code is not right, or was used before. Each code works once: wait for the next one.");

    public static readonly Refusal NotHonoured = new(
        RefusalCode.BadCredential, "What your organisation's sign-in asked for does not count as a second factor here.");

    public static readonly Refusal LockedOut = new(RefusalCode.LockedOut, "Too many wrong codes.");

    public static readonly Refusal DatabaseLost = new(
        RefusalCode.NotReady,
        "The gateway cannot check this at this moment. Nothing was counted against you. Try again in a minute with a new code; a recovery code that you typed may be spent, so take the next one.");

    public static readonly Refusal TraceUnavailable = new(
        RefusalCode.TraceUnavailable, "The gateway cannot write its trace at this moment, so nobody can sign in. Try again later with a new code.");
}
