namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>
/// Names in the list of key exchanges that are none: they say what a side can do. They count in the first SSH_MSG_KEXINIT only.
/// </summary>
internal static class KexMarkers
{
    /// <summary>Strict key exchange (OpenSSH PROTOCOL, 1.10).</summary>
    public const string StrictClient = "kex-strict-c-v00@openssh.com";
    public const string StrictServer = "kex-strict-s-v00@openssh.com";

    /// <summary>SSH_MSG_EXT_INFO is understood (RFC 8308 section 2.1).</summary>
    public const string ExtInfoClient = "ext-info-c";
    public const string ExtInfoServer = "ext-info-s";

    public static IReadOnlyList<string> Of(SshRole role)
        => role == SshRole.Server ? [ExtInfoServer, StrictServer] : [ExtInfoClient, StrictClient];

    public static string StrictOf(SshRole role) => role == SshRole.Server ? StrictServer : StrictClient;
}
