using System.Security.Cryptography;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Exchange;

/// <summary>
/// mlkem768x25519-sha256 (draft-ietf-sshm-mlkem-hybrid-kex): what is recorded today stays closed as long as either half holds. A share is
/// the ML-KEM part with the X25519 key behind it, and the secret is the hash of both results, as a string.
/// </summary>
internal sealed class MlKem768X25519KeyExchange : IKeyExchange
{
    private static readonly MLKemAlgorithm Kem = MLKemAlgorithm.MLKem768;

    private readonly X25519 _pair = X25519.Generate();
    private MLKem? _kem;

    /// <summary>Whether the machine's OpenSSL can do it: from 3.5 on.</summary>
    public static bool IsSupported => MLKem.IsSupported;

    public HashAlgorithmName Hash => HashAlgorithmName.SHA256;

    public byte[] Start()
    {
        _kem ??= MLKem.GenerateKey(Kem);
        var share = new byte[Kem.EncapsulationKeySizeInBytes + X25519.Length];
        _kem.ExportEncapsulationKey(share.AsSpan(0, Kem.EncapsulationKeySizeInBytes));
        _pair.WritePublicKey(share.AsSpan(Kem.EncapsulationKeySizeInBytes));
        return share;
    }

    public bool TryRespond(ReadOnlySpan<byte> clientShare, out byte[] serverShare, out byte[] secret)
    {
        serverShare = [];
        secret = [];
        if (clientShare.Length != Kem.EncapsulationKeySizeInBytes + X25519.Length)
        {
            return false;
        }

        Span<byte> results = stackalloc byte[Kem.SharedSecretSizeInBytes + X25519.Length];
        var share = new byte[Kem.CiphertextSizeInBytes + X25519.Length];
        try
        {
            using var peer = MLKem.ImportEncapsulationKey(Kem, clientShare[..Kem.EncapsulationKeySizeInBytes]);
            peer.Encapsulate(share.AsSpan(0, Kem.CiphertextSizeInBytes), results[..Kem.SharedSecretSizeInBytes]);
        }
        catch (CryptographicException)
        {
            // The framework's only way to say that the key is none (FIPS 203 section 7.2).
            return false;
        }

        _pair.WritePublicKey(share.AsSpan(Kem.CiphertextSizeInBytes));
        if (!TryCombine(clientShare[Kem.EncapsulationKeySizeInBytes..], results, out secret))
        {
            return false;
        }

        serverShare = share;
        return true;
    }

    public bool TryFinish(ReadOnlySpan<byte> serverShare, out byte[] secret)
    {
        secret = [];
        if (_kem is null || serverShare.Length != Kem.CiphertextSizeInBytes + X25519.Length)
        {
            return false;
        }

        Span<byte> results = stackalloc byte[Kem.SharedSecretSizeInBytes + X25519.Length];
        _kem.Decapsulate(serverShare[..Kem.CiphertextSizeInBytes], results[..Kem.SharedSecretSizeInBytes]);
        return TryCombine(serverShare[Kem.CiphertextSizeInBytes..], results, out secret);
    }

    public void Dispose()
    {
        _pair.Dispose();
        _kem?.Dispose();
    }

    private bool TryCombine(ReadOnlySpan<byte> peer, Span<byte> results, out byte[] secret)
    {
        secret = [];
        var agreed = _pair.TryAgree(peer, results[Kem.SharedSecretSizeInBytes..]);
        if (agreed)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(results, hash);
            using var writer = SshWriter.Blob(capacity: 64);
            writer.WriteString(hash);
            secret = writer.ToArray();
            CryptographicOperations.ZeroMemory(hash);
        }

        CryptographicOperations.ZeroMemory(results);
        return agreed;
    }
}
