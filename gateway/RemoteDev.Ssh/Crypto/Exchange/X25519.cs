using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto.Native;

namespace RemoteDev.Ssh.Crypto.Exchange;

/// <summary>A pair of X25519 keys (RFC 7748) for one agreement.</summary>
internal sealed class X25519 : IDisposable
{
    /// <summary>Octets of a private key, a public key and a result alike.</summary>
    public const int Length = 32;

    private readonly AsymmetricKey _key;

    public X25519(ReadOnlySpan<byte> privateKey)
        => _key = LibCrypto.Demand(LibCrypto.NewPrivateKey(LibCrypto.X25519, 0, privateKey, Length));

    public static X25519 Generate()
    {
        Span<byte> privateKey = stackalloc byte[Length];
        RandomNumberGenerator.Fill(privateKey);
        var pair = new X25519(privateKey);
        CryptographicOperations.ZeroMemory(privateKey);
        return pair;
    }

    public void WritePublicKey(Span<byte> publicKey)
    {
        nuint length = Length;
        LibCrypto.Demand(LibCrypto.GetPublicKey(_key, publicKey, ref length));
    }

    /// <summary>
    /// What both ends get. False, and nothing written, for a key of another length or of low order, with which the result would be zero
    /// whatever our key is (RFC 7748 section 6.1, RFC 8731 section 3).
    /// </summary>
    public bool TryAgree(ReadOnlySpan<byte> peer, Span<byte> shared)
    {
        if (peer.Length != Length)
        {
            return false;
        }

        using var peerKey = LibCrypto.Demand(LibCrypto.NewPublicKey(LibCrypto.X25519, 0, peer, Length));
        using var agreement = LibCrypto.Demand(LibCrypto.NewAgreement(_key, 0));
        nuint length = Length;
        LibCrypto.Demand(LibCrypto.InitAgreement(agreement));
        if (LibCrypto.SetPeer(agreement, peerKey) == 1
            && LibCrypto.Agree(agreement, shared, ref length) == 1
            && length == Length
            && shared[..Length].ContainsAnyExcept((byte)0))
        {
            return true;
        }

        LibCrypto.ClearErrors();
        shared.Clear();
        return false;
    }

    public void Dispose() => _key.Dispose();
}
