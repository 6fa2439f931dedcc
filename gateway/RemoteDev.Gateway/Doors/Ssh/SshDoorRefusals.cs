using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>What people are told at the SSH door itself.</summary>
internal static class SshDoorRefusals
{
    public static readonly Refusal TargetSilent = new(
        RefusalCode.UpstreamUnavailable, "The environment does not answer by SSH at the moment. It may be starting; try again shortly.");

    public static readonly Refusal TargetStrange = new(
        RefusalCode.UpstreamUnavailable,
        "What answers in the environment's place could not be recognised as the environment, so nothing was sent to it. An administrator has to look at it.");

    public static readonly Refusal TargetRefuses = new(
        RefusalCode.UpstreamUnavailable,
        "The environment does not accept the gateway's certificate. An administrator finds the lines for its sshd_config on the environment's page.");

    public static readonly Refusal NoConnector = new(
        RefusalCode.UpstreamUnavailable,
        "The environment is reached by a connector of its own, and its connector is not connected at the moment. Tell whoever runs the environment, or try again shortly.");

    public static readonly Refusal ConnectorOnly = new(
        RefusalCode.NotContained,
        "This key belongs to an environment's connector, which may register once by ssh -N -R 0:localhost:22 and do nothing else. People sign in with a key of their own.");

    public static readonly Refusal NoEnvironment = new(
        RefusalCode.Unknown, "There is no environment of that name that is reached by SSH, or none that you may know of.");

    public static readonly Refusal NoForwarding = new(
        RefusalCode.NotContained, "From the gateway itself only environments can be reached, by their name: ssh -J gateway environment.");

    /// <summary>The environment could not be entered; what exactly was wrong is for the trace.</summary>
    public static Refusal Of(SshTargetFaultKind kind) => kind switch
    {
        SshTargetFaultKind.HostKeyDiffers => TargetStrange,
        SshTargetFaultKind.LoginRefused => TargetRefuses,
        SshTargetFaultKind.NoConnector => NoConnector,
        _ => TargetSilent,
    };

    public static Refusal OtherPerson(string login) => new(
        RefusalCode.BadCredential, $"The key that you showed is registered to {login}. Leave the part before the % out, or write {login}%environment.");
}
