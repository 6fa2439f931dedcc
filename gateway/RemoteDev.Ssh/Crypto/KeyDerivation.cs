using System.Security.Cryptography;

namespace RemoteDev.Ssh.Crypto;

/// <summary>How an exchange's secret becomes keys (RFC 4253 section 7.2).</summary>
internal static class KeyDerivation
{
    /// <summary>Fills <paramref name="key"/>.</summary>
    /// <param name="secret">K as <see cref="IKeyExchange"/> gave it, length octets included.</param>
    /// <param name="exchangeHash">H of this exchange.</param>
    /// <param name="sessionId">H of the connection's first exchange.</param>
    /// <param name="letter">Which key: 'A' to 'F'.</param>
    public static void Derive(
        HashAlgorithmName hash,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> exchangeHash,
        ReadOnlySpan<byte> sessionId,
        char letter,
        Span<byte> key)
    {
        using var digest = IncrementalHash.CreateHash(hash);
        Span<byte> block = stackalloc byte[digest.HashLengthInBytes];
        var made = 0;
        while (made < key.Length)
        {
            digest.AppendData(secret);
            digest.AppendData(exchangeHash);
            if (made == 0)
            {
                digest.AppendData([(byte)letter]);
                digest.AppendData(sessionId);
            }
            else
            {
                digest.AppendData(key[..made]);
            }

            digest.GetHashAndReset(block);
            var taken = Math.Min(block.Length, key.Length - made);
            block[..taken].CopyTo(key[made..]);
            made += taken;
        }

        CryptographicOperations.ZeroMemory(block);
    }
}
