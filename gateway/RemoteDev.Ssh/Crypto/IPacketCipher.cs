namespace RemoteDev.Ssh.Crypto;

/// <summary>
/// Protects the packets of one direction between two key exchanges. Every cipher here authenticates what is encrypted
/// (AEAD, or encrypt-then-MAC), so nothing is decrypted that was not verified, but the length of chacha20-poly1305.
/// A packet is: 4 octets of packet_length, packet_length octets, a tag (RFC 4253 section 6).
/// </summary>
internal interface IPacketCipher : IDisposable
{
    /// <summary>
    /// packet_length is a multiple of this (the length octets stay outside the alignment in every AEAD and encrypt-then-MAC mode).
    /// </summary>
    int BlockSize { get; }

    /// <summary>Whether the 4 length octets count for the alignment: so it is before the first NEWKEYS only.</summary>
    bool AlignsLength { get; }

    /// <summary>Octets of the tag.</summary>
    int TagLength { get; }

    /// <summary>packet_length from the first 4 octets; not authenticated yet, so the caller bounds it before believing it.</summary>
    uint ReadLength(uint sequence, ReadOnlySpan<byte> head);

    /// <summary>Verifies and decrypts a whole packet in place. False when the tag does not verify; the content is then undefined.</summary>
    bool TryOpen(uint sequence, Span<byte> packet);

    /// <summary>Encrypts a whole packet in place and writes its tag behind it.</summary>
    void Seal(uint sequence, Span<byte> packet);
}
