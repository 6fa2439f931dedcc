using RemoteDev.Ssh.Crypto.Native;

namespace RemoteDev.Ssh;

/// <summary>What must be on a machine for SSH to work there; to be asked once, when a program starts.</summary>
public static class SshPrerequisites
{
    /// <summary>What is missing, in one line for the operator; null when nothing is.</summary>
    public static string? Fault() => LibCrypto.Fault();
}
