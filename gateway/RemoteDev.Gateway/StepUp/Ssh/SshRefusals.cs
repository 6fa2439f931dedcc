using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.StepUp.Ssh;

/// <summary>What people are told about approving what waits at another machine.</summary>
internal static class SshRefusals
{
    public static readonly Refusal NothingWaits = new(
        RefusalCode.Unknown,
        "Nothing waits for you under this link. A link works for five minutes and for one decision, and only for the person who is signing in. "
        + "Connect again for a new one.");
}
