namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>The outcome of the negotiation of RFC 4253 section 7.1.</summary>
internal sealed record NegotiatedAlgorithms(string KeyExchange, string HostKey, CipherChoice ClientToServer, CipherChoice ServerToClient);
