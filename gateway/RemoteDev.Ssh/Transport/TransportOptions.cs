namespace RemoteDev.Ssh.Transport;

/// <summary>How a transport behaves. Everything but the role and the keys has a default.</summary>
internal sealed record TransportOptions
{
    public required SshRole Role { get; init; }

    /// <summary>Null for <see cref="TransportAlgorithms.ForServer"/> or <see cref="TransportAlgorithms.ForClient"/>.</summary>
    public TransportAlgorithms? Algorithms { get; init; }

    /// <summary>A server's keys, best first. It needs at least one.</summary>
    public IReadOnlyList<ISshSigner> HostKeys { get; init; } = [];

    /// <summary>
    /// A client's judgement of the host key blob, asked once, after the server has proven that it holds the key. Null refuses every key.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, SshFault?>? HostKeyVerifier { get; init; }

    /// <summary>A server's public key algorithms for users (server-sig-algs, RFC 8308 section 3.1).</summary>
    public IReadOnlyList<string> SignatureAlgorithms { get; init; } =
    [
        "ssh-ed25519", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
        "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512", "rsa-sha2-256",
    ];

    /// <summary>Printable US-ASCII without blanks and minus signs (RFC 4253 section 4.2).</summary>
    public string SoftwareVersion { get; init; } = "RemoteDev";

    /// <summary>From the first octet to <see cref="SshTransport.Authenticated"/>, all phases together.</summary>
    public TimeSpan LoginGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>New keys are made after this many octets in either direction.</summary>
    public long RekeyBytes { get; init; } = 1L << 30;

    /// <summary>New keys are made after this time.</summary>
    public TimeSpan RekeyInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From our SSH_MSG_KEXINIT to the peer's SSH_MSG_NEWKEYS.</summary>
    public TimeSpan RekeyDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// After this long without a word from the peer it is asked for one, and after <see cref="SshTransport.MostSilences"/> times the connection
    /// ends. A handler that cannot ask has SSH_MSG_IGNORE sent, so that what is between keeps the connection. Null for never.
    /// </summary>
    public TimeSpan? KeepAlive { get; init; }

    /// <summary>
    /// The most that may be queued, in octets, for a peer who does not read or does not answer a rekey. The default holds a whole window
    /// of every channel (64 of 1 MiB) and what goes around them.
    /// </summary>
    public int OutboxCap { get; init; } = 68 * 1024 * 1024;

    /// <summary>How long what is queued and SSH_MSG_DISCONNECT may take to leave at the end.</summary>
    public TimeSpan CloseGrace { get; init; } = TimeSpan.FromSeconds(2);

    internal TransportAlgorithms Offer => Algorithms ?? (Role == SshRole.Server ? TransportAlgorithms.ForServer : TransportAlgorithms.ForClient);
}
