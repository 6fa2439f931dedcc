using RemoteDev.Gateway.Contain.Ssh;

namespace RemoteDev.Gateway.Console.Ssh;

/// <summary>The outcome of a check in words: one for machines, and what to do about it for people.</summary>
internal static class TargetWords
{
    /// <summary>For the trace and the API.</summary>
    public static string Outcome(SshTargetFaultKind? kind) => kind switch
    {
        null => "entered",
        SshTargetFaultKind.Unreachable => "unreachable",
        SshTargetFaultKind.TimedOut => "timed-out",
        SshTargetFaultKind.NotUnderstood => "not-understood",
        SshTargetFaultKind.HostKeyDiffers => "host-key-differs",
        SshTargetFaultKind.LoginRefused => "login-refused",
        SshTargetFaultKind.CommandRefused => "command-refused",
        SshTargetFaultKind.NoKeys => "no-keys",
        SshTargetFaultKind.NoConnector => "no-connector",
        _ => "lost",
    };

    /// <summary>What is wrong, in a few words.</summary>
    public static string Title(SshTargetFaultKind kind) => kind switch
    {
        SshTargetFaultKind.Unreachable => "Nothing answers there",
        SshTargetFaultKind.TimedOut => "It is too slow",
        SshTargetFaultKind.NotUnderstood => "It does not speak the SSH that is accepted here",
        SshTargetFaultKind.HostKeyDiffers => "It is not the machine that the catalogue describes",
        SshTargetFaultKind.LoginRefused => "It does not let the account in",
        SshTargetFaultKind.CommandRefused => "It lets the account in, but runs nothing",
        SshTargetFaultKind.NoKeys => "The gateway has no keys",
        SshTargetFaultKind.NoConnector => "Its connector is not connected",
        _ => "The connection was lost",
    };

    /// <summary>What to do about it.</summary>
    public static string Advice(SshTargetFaultKind kind) => kind switch
    {
        SshTargetFaultKind.Unreachable => "See that the address is right, sshd runs, and no firewall between the gateway and the machine drops the connection.",
        SshTargetFaultKind.TimedOut => "Something may drop packets on the way, or the machine is busy. sshd also gets slow when it looks up names: UseDNS no.",
        SshTargetFaultKind.NotUnderstood =>
            "See that the address is sshd's, and that one of the host keys in the catalogue is of a type which sshd offers: ssh -v shows both.",
        SshTargetFaultKind.HostKeyDiffers =>
            "If the machine was set up anew, compare its key on its own console and put the new line into the environment. If nobody knows why it changed, do not.",
        SshTargetFaultKind.LoginRefused =>
            "See that the account exists, that both files of step 1 are in place and sshd was reloaded, and that the clocks agree: "
            + "the certificate holds for two minutes. sshd's own log says which it is.",
        SshTargetFaultKind.CommandRefused => "See that the account has a shell that exists, and that nothing forces another command.",
        SshTargetFaultKind.NoKeys => "Give this gateway the master.key that the others have, and start it again.",
        SshTargetFaultKind.NoConnector =>
            "Start the connector on the machine. When it runs and is refused, its own output and the gateway's trace say why: mostly the key or the network.",
        _ => "Try again; if it stays so, sshd's own log says more.",
    };
}
