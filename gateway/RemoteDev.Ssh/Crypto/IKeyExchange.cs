using System.Security.Cryptography;

namespace RemoteDev.Ssh.Crypto;

/// <summary>
/// One run of a key agreement (RFC 8731, RFC 5656, draft-ietf-sshm-mlkem-hybrid-kex). Each object serves one exchange and one role.
/// </summary>
internal interface IKeyExchange : IDisposable
{
    /// <summary>The hash of the exchange (RFC 4253 section 8) and of the key derivation.</summary>
    HashAlgorithmName Hash { get; }

    /// <summary>The client's share: what SSH_MSG_KEX_ECDH_INIT carries.</summary>
    byte[] Start();

    /// <summary>
    /// The server's answer to a client's share. False for a share of the wrong length, off the curve, of low order or with an all-zero
    /// result.
    /// </summary>
    /// <param name="secret">
    /// K as it enters the exchange hash and the key derivation, length octets included (an mpint or, for the hybrids, a string).
    /// </param>
    bool TryRespond(ReadOnlySpan<byte> clientShare, out byte[] serverShare, out byte[] secret);

    /// <summary>The client's end. False as for <see cref="TryRespond"/>.</summary>
    bool TryFinish(ReadOnlySpan<byte> serverShare, out byte[] secret);
}
