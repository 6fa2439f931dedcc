using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Contain.Ssh;

/// <summary>What people are told when containment refuses something on an SSH connection.</summary>
internal static class SshRefusals
{
    public static readonly Refusal Ended = new(RefusalCode.SessionEnded, "This session has ended. Connect again.");

    public static readonly Refusal NoTrace = new(
        RefusalCode.TraceUnavailable, "The gateway cannot write its trace at the moment, so nothing may be opened. An administrator has to look at it.");

    public static readonly Refusal Uncounted = new(
        RefusalCode.TraceUnavailable, "The gateway cannot keep count of what leaves at the moment, so nothing may. An administrator has to look at it.");

    public static readonly Refusal Unrecorded = new(
        RefusalCode.TraceUnavailable, "The gateway cannot record at the moment, and policy wants this recorded, so it may not go on. An administrator has to look at it.");

    public static readonly Refusal Malformed = new(RefusalCode.Malformed, "The SSH client sent a request that cannot be read.");

    public static readonly Refusal OneProgram = new(RefusalCode.Malformed, "A channel runs one program, and this one has begun.");

    public static readonly Refusal NoCommand = new(RefusalCode.Malformed, "The command is empty, longer than 32 KiB, or holds a zero octet.");

    public static readonly Refusal OtherSubsystem = new(
        RefusalCode.NotContained, "Of SSH's subsystems only sftp passes the gateway.");

    public static readonly Refusal OtherChannel = new(
        RefusalCode.NotContained, "This kind of SSH channel does not pass the gateway: it is neither a session nor a forwarded port.");

    public static readonly Refusal OtherHost = new(
        RefusalCode.NotContained,
        "Ports are forwarded to the environment itself only (localhost), not to other machines behind it. Ask for an environment of their own.");

    public static readonly Refusal Sockets = new(
        RefusalCode.NotContained, "Unix sockets are not forwarded by the gateway: policy can only speak of ports. Forward a port of localhost.");

    public static readonly Refusal Unasked = new(
        RefusalCode.NotContained, "The environment tried to open a channel towards the person's machine that nobody had asked for.");

    public static readonly Refusal NoTerminal = new(
        RefusalCode.UpstreamUnavailable, "The environment gave no terminal. It may be starting, or its SSH server may forbid it; try again shortly.");

    public static Refusal Faulty(string fault) => new(RefusalCode.NotContained, $"The gateway ended this transfer, because it could not follow it: {fault}");
}
