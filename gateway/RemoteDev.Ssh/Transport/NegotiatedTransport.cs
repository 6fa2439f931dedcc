using RemoteDev.Ssh.Transport.Exchange;

namespace RemoteDev.Ssh.Transport;

/// <summary>What both sides agreed on, for handlers and for the operator.</summary>
/// <param name="Algorithms">Of the latest key exchange.</param>
/// <param name="PeerVersion">The peer's identification string: printable US-ASCII, of its choosing.</param>
/// <param name="PeerSignatureAlgorithms">The server's server-sig-algs (RFC 8308 section 3.1); null until and unless it has said them.</param>
internal sealed record NegotiatedTransport(
    NegotiatedAlgorithms Algorithms, string PeerVersion, IReadOnlyList<string>? PeerSignatureAlgorithms = null);
