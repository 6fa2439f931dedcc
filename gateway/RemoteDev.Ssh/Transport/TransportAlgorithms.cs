using RemoteDev.Ssh.Crypto.Ciphers;

namespace RemoteDev.Ssh.Transport;

/// <summary>What we offer in SSH_MSG_KEXINIT, best first.</summary>
/// <param name="HostKeys">
/// For a client, the host key algorithms that it accepts. For a server, those that its keys may be shown with; empty for all that they can do.
/// </param>
internal sealed record TransportAlgorithms(
    IReadOnlyList<string> KeyExchanges, IReadOnlyList<string> HostKeys, IReadOnlyList<string> Ciphers, IReadOnlyList<string> Macs)
{
    /// <summary>
    /// The MACs are named although every cipher here brings its own, since some peers look for one in common before they look at the cipher.
    /// </summary>
    public static TransportAlgorithms ForServer { get; } =
        new(Crypto.Exchange.KeyExchanges.Names, [], PacketCiphers.Names, PacketCiphers.OptInMacs);

    public static TransportAlgorithms ForClient { get; } =
        ForServer with { HostKeys = ["ssh-ed25519-cert-v01@openssh.com", "ssh-ed25519"] };
}
