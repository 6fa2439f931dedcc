using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RemoteDev.Ssh.Crypto.Ciphers;

/// <summary>
/// aes128-gcm@openssh.com and aes256-gcm@openssh.com: RFC 5647 section 7, chosen like any cipher (OpenSSH PROTOCOL, 1.6). The length stays
/// readable and is authenticated. The nonce is four fixed octets and a counter of packets, which begins where the key derivation says.
/// </summary>
internal sealed class AesGcmPackets : IPacketCipher
{
    public const int IvLength = 12;
    private const int LengthOctets = 4;
    private const int Tag = 16;

    private readonly AesGcm _aes;
    private readonly byte[] _nonce;
    private ulong _counter;

    public AesGcmPackets(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        _aes = new AesGcm(key, Tag);
        _nonce = iv.ToArray();
        _counter = BinaryPrimitives.ReadUInt64BigEndian(iv[4..]);
    }

    public int BlockSize => 16;

    public bool AlignsLength => false;

    public int TagLength => Tag;

    public uint ReadLength(uint sequence, ReadOnlySpan<byte> head) => BinaryPrimitives.ReadUInt32BigEndian(head);

    public bool TryOpen(uint sequence, Span<byte> packet)
    {
        var body = packet[LengthOctets..^Tag];
        try
        {
            _aes.Decrypt(NextNonce(), body, packet[^Tag..], body, packet[..LengthOctets]);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            // The framework's only way to say so. It happens once in a connection: the caller ends it.
            return false;
        }
    }

    public void Seal(uint sequence, Span<byte> packet)
    {
        var body = packet[LengthOctets..^Tag];
        _aes.Encrypt(NextNonce(), body, body, packet[^Tag..], packet[..LengthOctets]);
    }

    public void Dispose()
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_nonce);
    }

    // A key exchange comes long before 2^64 packets, so no nonce comes twice under a key.
    private ReadOnlySpan<byte> NextNonce()
    {
        BinaryPrimitives.WriteUInt64BigEndian(_nonce.AsSpan(4), _counter);
        _counter++;
        return _nonce;
    }
}
