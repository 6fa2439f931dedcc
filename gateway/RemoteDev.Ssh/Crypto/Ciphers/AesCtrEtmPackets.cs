using System.Buffers.Binary;
using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto.Native;

namespace RemoteDev.Ssh.Crypto.Ciphers;

/// <summary>
/// aes256-ctr (RFC 4344) with hmac-sha2-256-etm@openssh.com or hmac-sha2-512-etm@openssh.com (OpenSSH PROTOCOL, 1.5): the length stays
/// readable, the MAC is over the sequence number and what is sent, and it is checked before anything is decrypted.
/// </summary>
internal sealed class AesCtrEtmPackets : IPacketCipher
{
    private const int LengthOctets = 4;

    private readonly CipherContext _aes;
    private readonly IncrementalHash _mac;

    public AesCtrEtmPackets(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, HashAlgorithmName hash, ReadOnlySpan<byte> macKey)
    {
        _aes = LibCrypto.Demand(LibCrypto.NewCipherContext());
        LibCrypto.Demand(LibCrypto.InitCipher(_aes, LibCrypto.Aes256Ctr(), 0, key, iv));
        _mac = IncrementalHash.CreateHMAC(hash, macKey);
    }

    public int BlockSize => 16;

    public bool AlignsLength => false;

    public int TagLength => _mac.HashLengthInBytes;

    public uint ReadLength(uint sequence, ReadOnlySpan<byte> head) => BinaryPrimitives.ReadUInt32BigEndian(head);

    public bool TryOpen(uint sequence, Span<byte> packet)
    {
        Span<byte> tag = stackalloc byte[TagLength];
        ComputeTag(sequence, packet[..^TagLength], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, packet[^TagLength..]))
        {
            return false;
        }

        Crypt(packet[LengthOctets..^TagLength]);
        return true;
    }

    public void Seal(uint sequence, Span<byte> packet)
    {
        Crypt(packet[LengthOctets..^TagLength]);
        ComputeTag(sequence, packet[..^TagLength], packet[^TagLength..]);
    }

    public void Dispose()
    {
        _aes.Dispose();
        _mac.Dispose();
    }

    private void ComputeTag(uint sequence, ReadOnlySpan<byte> data, Span<byte> tag)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(number, sequence);
        _mac.AppendData(number);
        _mac.AppendData(data);
        _mac.GetHashAndReset(tag);
    }

    // The counter runs on from packet to packet.
    private void Crypt(Span<byte> octets) => LibCrypto.Demand(LibCrypto.UpdateCipher(_aes, octets, out _, octets, octets.Length));
}
