using RemoteDev.Ssh.Transport.Packets;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>What all key exchanges of one connection share. Everything that can change is the read loop's.</summary>
internal sealed class ExchangeContext(TransportOptions options, PacketReader reader, PacketSealer sealer, IExchangeOwner owner)
{
    public TransportOptions Options { get; } = options;

    public PacketReader Reader { get; } = reader;

    public PacketSealer Sealer { get; } = sealer;

    public IExchangeOwner Owner { get; } = owner;

    public SshRole Role => Options.Role;

    public string ClientVersion { get; private set; } = string.Empty;

    public string ServerVersion { get; private set; } = string.Empty;

    /// <summary>The exchange hash of the first exchange; empty before.</summary>
    public byte[] SessionId { get; set; } = [];

    public bool IsFirst => SessionId.Length == 0;

    /// <summary>Both sides do strict key exchanges (OpenSSH PROTOCOL, 1.10). Known with the peer's first SSH_MSG_KEXINIT.</summary>
    public bool Strict { get; set; }

    /// <summary>The peer understands SSH_MSG_EXT_INFO.</summary>
    public bool PeerTakesExtInfo { get; set; }

    /// <summary>For a client the server's host key blob, which must remain the same (RFC 4253 section 9).</summary>
    public byte[] HostKey { get; set; } = [];

    public void SetVersions(string ours, string theirs)
        => (ClientVersion, ServerVersion) = Role == SshRole.Client ? (ours, theirs) : (theirs, ours);
}
