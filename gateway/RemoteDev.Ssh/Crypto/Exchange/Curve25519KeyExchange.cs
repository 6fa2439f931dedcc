using System.Security.Cryptography;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Crypto.Exchange;

/// <summary>curve25519-sha256 (RFC 8731).</summary>
internal sealed class Curve25519KeyExchange : IKeyExchange
{
    private readonly X25519 _pair = X25519.Generate();

    public HashAlgorithmName Hash => HashAlgorithmName.SHA256;

    public byte[] Start()
    {
        var share = new byte[X25519.Length];
        _pair.WritePublicKey(share);
        return share;
    }

    public bool TryRespond(ReadOnlySpan<byte> clientShare, out byte[] serverShare, out byte[] secret)
    {
        serverShare = Start();
        return TryFinish(clientShare, out secret);
    }

    public bool TryFinish(ReadOnlySpan<byte> serverShare, out byte[] secret)
    {
        Span<byte> shared = stackalloc byte[X25519.Length];
        if (!_pair.TryAgree(serverShare, shared))
        {
            secret = [];
            return false;
        }

        using var writer = SshWriter.Blob(capacity: 64);
        writer.WritePositive(shared);
        secret = writer.ToArray();
        CryptographicOperations.ZeroMemory(shared);
        return true;
    }

    public void Dispose() => _pair.Dispose();
}
