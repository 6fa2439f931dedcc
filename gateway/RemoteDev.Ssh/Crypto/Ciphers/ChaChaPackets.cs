using System.Buffers.Binary;
using System.Security.Cryptography;
using RemoteDev.Ssh.Crypto.Native;

namespace RemoteDev.Ssh.Crypto.Ciphers;

/// <summary>
/// chacha20-poly1305@openssh.com (OpenSSH PROTOCOL.chacha20poly1305). Two keys: the first half encrypts the body and makes the key of the
/// tag, the second half hides the length. The nonce is the packet's sequence number, so it must be used only where sequence numbers
/// cannot be shifted.
/// </summary>
internal sealed class ChaChaPackets : IPacketCipher
{
    public const int KeyLength = 64;
    private const int LengthOctets = 4;
    private const int Tag = 16;
    private const int Block = 64;
    private const int NonceLength = 16;
    private const int MacKeyLength = 32;

    private static readonly byte[] ZeroBlock = new byte[Block];

    private readonly CipherContext _body;
    private readonly CipherContext _length;
    private readonly MacContext _mac;

    public ChaChaPackets(ReadOnlySpan<byte> key)
    {
        _body = NewChaCha(key[..32]);
        _length = NewChaCha(key[32..KeyLength]);
        _mac = LibCrypto.Demand(LibCrypto.NewMacContext(LibCrypto.Poly1305));
    }

    public int BlockSize => 8;

    public bool AlignsLength => false;

    public int TagLength => Tag;

    public uint ReadLength(uint sequence, ReadOnlySpan<byte> head)
    {
        Span<byte> clear = stackalloc byte[LengthOctets];
        head[..LengthOctets].CopyTo(clear);
        CryptLength(sequence, clear);
        return BinaryPrimitives.ReadUInt32BigEndian(clear);
    }

    public bool TryOpen(uint sequence, Span<byte> packet)
    {
        Span<byte> tag = stackalloc byte[Tag];
        BeginPacket(sequence);
        ComputeTag(packet[..^Tag], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, packet[^Tag..]))
        {
            return false;
        }

        Crypt(_body, packet[LengthOctets..^Tag]);
        CryptLength(sequence, packet[..LengthOctets]);
        return true;
    }

    public void Seal(uint sequence, Span<byte> packet)
    {
        BeginPacket(sequence);
        Crypt(_body, packet[LengthOctets..^Tag]);
        CryptLength(sequence, packet[..LengthOctets]);
        ComputeTag(packet[..^Tag], packet[^Tag..]);
    }

    public void Dispose()
    {
        _body.Dispose();
        _length.Dispose();
        _mac.Dispose();
    }

    private static CipherContext NewChaCha(ReadOnlySpan<byte> key)
    {
        var context = LibCrypto.Demand(LibCrypto.NewCipherContext());
        LibCrypto.Demand(LibCrypto.InitCipher(context, LibCrypto.ChaCha20(), 0, key, default));
        return context;
    }

    // The first block of the key stream is the key of the tag; the body begins with the second, where the stream then stands.
    private void BeginPacket(uint sequence)
    {
        Span<byte> block = stackalloc byte[Block];
        Rewind(_body, sequence);
        LibCrypto.Demand(LibCrypto.UpdateCipher(_body, block, out _, ZeroBlock, Block));
        LibCrypto.Demand(LibCrypto.InitMac(_mac, block, MacKeyLength, 0));
        CryptographicOperations.ZeroMemory(block);
    }

    private void ComputeTag(ReadOnlySpan<byte> data, Span<byte> tag)
    {
        LibCrypto.Demand(LibCrypto.UpdateMac(_mac, data, (nuint)data.Length));
        LibCrypto.Demand(LibCrypto.FinishMac(_mac, tag, out _, Tag));
    }

    private void CryptLength(uint sequence, Span<byte> octets)
    {
        Rewind(_length, sequence);
        Crypt(_length, octets);
    }

    // Sixteen octets: the number of the block, little endian, then the nonce, big endian.
    private static void Rewind(CipherContext context, uint sequence)
    {
        Span<byte> start = stackalloc byte[NonceLength];
        start.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(start[8..], sequence);
        LibCrypto.Demand(LibCrypto.InitCipher(context, 0, 0, default, start));
    }

    private static void Crypt(CipherContext context, Span<byte> octets)
        => LibCrypto.Demand(LibCrypto.UpdateCipher(context, octets, out _, octets, octets.Length));
}
