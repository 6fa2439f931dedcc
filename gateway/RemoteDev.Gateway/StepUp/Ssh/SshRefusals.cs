using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp.Ssh;

/// <summary>What people are told about vouching in a browser for what waits at another machine.</summary>
internal static class SshRefusals
{
    public static readonly Refusal NothingWaits = new(
        RefusalCode.Unknown,
        "Nothing waits for you under this link. A link works for five minutes and for one decision, and only for the person who is signing in. "
        + "Connect again for a new one.");

    public static readonly Refusal NoSuchLogin = new(
        RefusalCode.Unknown, "No machine waits under this code. A code works for ten minutes and for one decision. Run remotedev login again for a new one.");

    public static readonly Refusal NoAuthority = new(
        RefusalCode.NotReady, "The gateway cannot open its SSH keys at this moment, so it signs nothing. Tell the client's administrator.");

    private static readonly Refusal Stale = new(
        RefusalCode.MfaNeeded, "To vouch for another machine, confirm first that it is you.") { MfaMaxAge = SshApprovals.Freshness };

    /// <summary>Whether the factor of whoever vouches is too old for it; the refusal is one that asks for a fresh one.</summary>
    public static Refusal? WhyStale(Verified verified, DateTimeOffset now) => now - verified.Mfa.At < SshApprovals.Freshness ? null : Stale;
}
