namespace RemoteDev.Ssh.Crypto.Ciphers;

/// <summary>A negotiated way to protect packets: how much key it takes, and how it is made.</summary>
/// <param name="Name">The name of the encryption algorithm.</param>
/// <param name="Mac">The name of the MAC, empty for an AEAD, which has its own.</param>
/// <param name="KeyLength">Octets of keys C or D (RFC 4253 section 7.2).</param>
/// <param name="IvLength">Octets of keys A or B; may be zero.</param>
/// <param name="MacKeyLength">Octets of keys E or F; zero for an AEAD.</param>
/// <param name="NeedsStrictExchange">
/// Whether it may be used only after a strict key exchange: without one, packets can be cut off its beginning (CVE-2023-48795).
/// </param>
internal sealed record CipherSpec(
    string Name, string Mac, int KeyLength, int IvLength, int MacKeyLength, bool NeedsStrictExchange, CipherFactory Factory)
{
    /// <summary>A cipher for one direction, at its beginning.</summary>
    /// <exception cref="ArgumentException">A key has another length than this says: a bug of the caller.</exception>
    public IPacketCipher Create(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> macKey)
    {
        if (key.Length != KeyLength || iv.Length != IvLength || macKey.Length != MacKeyLength)
        {
            throw new ArgumentException($"{Name} takes keys of {KeyLength}, {IvLength} and {MacKeyLength} octets", nameof(key));
        }

        return Factory(key, iv, macKey);
    }
}
