using RemoteDev.Ssh.Crypto;
using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport.Packets;

/// <summary>
/// Takes packets off what has arrived (RFC 4253 section 6), each decrypted where it lies. It is the one owner of the receiving cipher and
/// the receiving sequence number.
/// </summary>
internal sealed class PacketReader(ReceiveBuffer buffer) : IDisposable
{
    private const int LengthOctets = 4;
    private const int LeastPadding = 4;

    private IPacketCipher _cipher = new PlainPackets();
    private uint _sequence;
    private int _packetLength = -1;
    private int _taken;

    /// <summary>The sequence number of the packet that was read last (RFC 4253 section 6.4).</summary>
    public uint Sequence => _sequence - 1;

    /// <summary>Octets on the wire under the present keys.</summary>
    public long Octets { get; private set; }

    /// <summary>Octets on the wire of the packet that was read last.</summary>
    public int Size => _taken;

    /// <summary>Octets that the packet now arriving has as a whole; as far as it is known.</summary>
    public int Wanted => _packetLength < 0 ? LengthOctets : LengthOctets + _packetLength + _cipher.TagLength;

    /// <summary>Why the last attempt was <see cref="PacketRead.Broken"/>.</summary>
    public SshFault? Fault { get; private set; }

    /// <summary>Reads the next packet. The payload is valid until <see cref="Advance"/>, which comes before the next attempt.</summary>
    public PacketRead TryRead(out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        if (_packetLength < 0)
        {
            if (buffer.Unread.Length < LengthOctets)
            {
                return PacketRead.Incomplete;
            }

            var length = _cipher.ReadLength(_sequence, buffer.Unread[..LengthOctets]);
            if (!IsPossible(length))
            {
                return Break(SshFault.Protocol("The peer sent a packet of an impossible length."));
            }

            _packetLength = (int)length;
        }

        if (buffer.Unread.Length < Wanted)
        {
            return PacketRead.Incomplete;
        }

        var packet = buffer.First(Wanted);
        if (!_cipher.TryOpen(_sequence, packet.Span))
        {
            return Break(new SshFault(DisconnectReason.MacError, "The peer sent a packet that does not verify."));
        }

        var padding = packet.Span[LengthOctets];
        var content = _packetLength - 1 - padding;
        if (padding < LeastPadding || content is < 1 or > SshLimits.Payload)
        {
            return Break(SshFault.Protocol("The peer sent a packet with an impossible padding or without a payload."));
        }

        _taken = Wanted;
        Octets += _taken;
        _sequence++;
        payload = packet.Slice(LengthOctets + 1, content);
        return PacketRead.Payload;
    }

    /// <summary>Is done with the packet that was read.</summary>
    public void Advance()
    {
        buffer.Consume(_taken);
        _taken = 0;
        _packetLength = -1;
    }

    /// <summary>Opens the packets that follow with new keys.</summary>
    public void Use(IPacketCipher cipher, bool resetSequence)
    {
        _cipher.Dispose();
        _cipher = cipher;
        Octets = 0;
        if (resetSequence)
        {
            _sequence = 0;
        }
    }

    public void Dispose() => _cipher.Dispose();

    // Held against the limit before anything is reserved for it.
    private bool IsPossible(uint length)
        => length is >= 1 + LeastPadding + 1 and <= SshLimits.Packet
            && (length + (_cipher.AlignsLength ? LengthOctets : 0u)) % (uint)_cipher.BlockSize == 0;

    private PacketRead Break(SshFault fault)
    {
        Fault = fault;
        return PacketRead.Broken;
    }
}
