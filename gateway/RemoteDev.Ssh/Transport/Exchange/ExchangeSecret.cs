using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto;
using RemoteDev.Ssh.Crypto.Ciphers;

namespace RemoteDev.Ssh.Transport.Exchange;

/// <summary>What an exchange came to: the ciphers of both directions are made of it (RFC 4253 section 7.2), and then it is wiped.</summary>
/// <param name="hash">The hash of the key agreement.</param>
/// <param name="secret">K as it enters hashes, its length octets included.</param>
internal readonly ref struct ExchangeSecret(ExchangeRun run, HashAlgorithmName hash, byte[] secret, byte[] exchangeHash)
{
    public IPacketCipher ToServer() => Create(run.Algorithms.ClientToServer, "ACE");

    public IPacketCipher ToClient() => Create(run.Algorithms.ServerToClient, "BDF");

    public void Dispose() => CryptographicOperations.ZeroMemory(secret);

    private IPacketCipher Create(CipherChoice choice, string letters)
    {
        var spec = PacketCiphers.Find(choice.Cipher, choice.Mac)
            ?? throw new InvalidOperationException($"{choice.Cipher} was offered and does not exist.");
        Span<byte> iv = stackalloc byte[spec.IvLength];
        Span<byte> key = stackalloc byte[spec.KeyLength];
        Span<byte> macKey = stackalloc byte[spec.MacKeyLength];
        var sessionId = run.Context.SessionId;
        KeyDerivation.Derive(hash, secret, exchangeHash, sessionId, letters[0], iv);
        KeyDerivation.Derive(hash, secret, exchangeHash, sessionId, letters[1], key);
        KeyDerivation.Derive(hash, secret, exchangeHash, sessionId, letters[2], macKey);
        var cipher = spec.Create(key, iv, macKey);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(macKey);
        return cipher;
    }
}
