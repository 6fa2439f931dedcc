using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Resets;

/// <summary>What people are told when a reset does not go on.</summary>
internal static class ResetRefusals
{
    public static readonly Refusal Gone = new(
        RefusalCode.Unknown, "There is no such reset that waits for this: it was decided already, withdrawn, or is older than 24 hours.");

    public static readonly Refusal OwnRequest = new(
        RefusalCode.Denied,
        "You started this reset, so somebody else has to consent. Ask another administrator; where there is none, the gateway's operator can "
        + "issue the link on the machine itself (remotedev person invite).");

    public static readonly Refusal NoAdministrator = new(
        RefusalCode.Denied, "Only people who hold an administrative role start a reset or consent to one. Ask one of them.");

    public static readonly Refusal NoAccount = new(
        RefusalCode.Denied, "This person has no account yet, so there is nothing to reset. Invite them.");

    public static readonly Refusal NoReason = new(
        RefusalCode.Malformed, "Say why, in at most 500 characters: who consents reads it, and the trace keeps it.");

    public static readonly Refusal Enough = new(
        RefusalCode.Denied, "Three resets of this account are open already, or two hundred of all accounts. Decide those first.");

    public static readonly Refusal TwoNeeded = new(
        RefusalCode.Denied,
        "This person has an account. Setting its password and second factor anew takes two administrators: start a reset, and a second one consents.");
}
