using System.Buffers.Binary;

namespace RemoteDev.Ssh.Crypto.Ciphers;

/// <summary>What packets are before the first SSH_MSG_NEWKEYS: as they are (RFC 4253 section 6).</summary>
internal sealed class PlainPackets : IPacketCipher
{
    public int BlockSize => 8;

    public bool AlignsLength => true;

    public int TagLength => 0;

    public uint ReadLength(uint sequence, ReadOnlySpan<byte> head) => BinaryPrimitives.ReadUInt32BigEndian(head);

    public bool TryOpen(uint sequence, Span<byte> packet) => true;

    public void Seal(uint sequence, Span<byte> packet)
    {
        // Nothing is hidden yet.
    }

    public void Dispose()
    {
        // Nothing is kept.
    }
}
