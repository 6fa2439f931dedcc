using System.Buffers.Binary;
using RemoteDev.Ssh.Crypto;
using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport.Packets;

/// <summary>
/// Makes packets of payloads (RFC 4253 section 6). It is the one owner of the sending cipher and the sending sequence number, and itself
/// owned by whoever pumps.
/// </summary>
internal sealed class PacketSealer : IDisposable
{
    private const int LengthOctets = 4;
    private const int LeastPadding = 4;

    private IPacketCipher _cipher = new PlainPackets();
    private IPacketCipher? _next;
    private bool _resetAtNewKeys;
    private uint _sequence;

    /// <summary>Octets on the wire under the present keys.</summary>
    public long Octets { get; private set; }

    /// <summary>What the packet will take on the wire.</summary>
    public int SizeOf(int payloadLength) => LengthOctets + PacketLength(payloadLength) + _cipher.TagLength;

    /// <summary>Whether a SSH_MSG_NEWKEYS of ours was queued and has not been sealed yet.</summary>
    public bool AwaitsNewKeys => Volatile.Read(ref _next) is not null;

    /// <summary>What takes over behind the SSH_MSG_NEWKEYS that is about to be queued.</summary>
    public void Prepare(IPacketCipher next, bool resetSequence)
    {
        _resetAtNewKeys = resetSequence;
        Volatile.Write(ref _next, next);
    }

    /// <summary>Seals one packet at the beginning of <paramref name="destination"/>.</summary>
    public int Seal(ReadOnlySpan<byte> payload, Span<byte> destination)
    {
        var packetLength = PacketLength(payload.Length);
        var padding = packetLength - 1 - payload.Length;
        var packet = destination[..(LengthOctets + packetLength + _cipher.TagLength)];
        BinaryPrimitives.WriteUInt32BigEndian(packet, (uint)packetLength);
        packet[LengthOctets] = (byte)padding;
        payload.CopyTo(packet[(LengthOctets + 1)..]);
        PaddingSource.Fill(packet.Slice(LengthOctets + 1 + payload.Length, padding));
        _cipher.Seal(_sequence, packet);
        _sequence++;
        Octets += packet.Length;
        if (payload[0] == (byte)MessageNumber.NewKeys)
        {
            TakeNext();
        }

        return packet.Length;
    }

    public void Dispose()
    {
        _cipher.Dispose();
        _next?.Dispose();
    }

    private int PacketLength(int payloadLength)
    {
        var block = _cipher.BlockSize;
        var aligned = (_cipher.AlignsLength ? LengthOctets : 0) + 1 + payloadLength + LeastPadding;
        return 1 + payloadLength + LeastPadding + ((block - (aligned % block)) % block);
    }

    private void TakeNext()
    {
        _cipher.Dispose();
        _cipher = Interlocked.Exchange(ref _next, null) ?? throw new InvalidOperationException("SSH_MSG_NEWKEYS was queued without keys.");
        Octets = 0;
        if (_resetAtNewKeys)
        {
            _sequence = 0;
        }
    }
}
