using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace RemoteDev.Gateway.Listen.Proxies;

/// <summary>
/// The PROXY protocol, version 2, as HAProxy's document defines it: who is behind a proxy that passes bytes on. Version 1 is text, whose
/// end has to be searched for, and is refused. Nothing of the header is believed before all of it was found sound.
/// </summary>
internal static class ProxyHeader
{
    /// <summary>Signature, version and command, family, length.</summary>
    public const int HeadLength = 16;

    /// <summary>Addresses and TLVs. A proxy that adds the client's certificate or a cloud's ids stays far below.</summary>
    public const int MostAfterHead = 2048;

    private const byte Version2 = 0x20;
    private const byte LocalCommand = 0x0;
    private const byte ProxyCommand = 0x1;
    private const byte TcpOverIPv4 = 0x11;
    private const byte TcpOverIPv6 = 0x21;
    private const int IPv4Length = 12;
    private const int IPv6Length = 36;
    private const byte Crc32cType = 0x03;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>Reads the first bytes of a connection. What follows the header is not looked at.</summary>
    public static ProxyReading Read(ReadOnlySpan<byte> bytes)
    {
        var begun = Math.Min(bytes.Length, Signature.Length);
        if (!bytes[..begun].SequenceEqual(Signature[..begun]))
        {
            return ProxyReading.Refused(bytes.StartsWith("PROXY"u8) ? "version 1 of the PROXY protocol; use version 2" : "no PROXY header");
        }

        if (bytes.Length < HeadLength)
        {
            return ProxyReading.Incomplete(HeadLength);
        }

        if ((bytes[12] & 0xF0) != Version2)
        {
            return ProxyReading.Refused($"a PROXY header of version {bytes[12] >> 4}");
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (length > MostAfterHead)
        {
            return ProxyReading.Refused($"a PROXY header of {length} bytes; at most {MostAfterHead} are read");
        }

        var whole = HeadLength + length;
        return bytes.Length < whole ? ProxyReading.Incomplete(whole) : Whole(bytes[..whole]);
    }

    private static ProxyReading Whole(ReadOnlySpan<byte> header)
    {
        var rest = header[HeadLength..];
        switch (header[12] & 0x0F)
        {
            case LocalCommand:
                // The proxy's own connection, a health check: family and content are to be passed over, whatever they are.
                return ProxyReading.Local(header.Length);
            case ProxyCommand:
                break;
            default:
                return ProxyReading.Refused("a PROXY command that is neither LOCAL nor PROXY");
        }

        var addresses = header[13] switch { TcpOverIPv4 => IPv4Length, TcpOverIPv6 => IPv6Length, _ => 0 };
        if (addresses == 0)
        {
            return ProxyReading.Refused("a PROXY header for something that is not TCP over IPv4 or IPv6");
        }

        if (rest.Length < addresses)
        {
            return ProxyReading.Refused("a PROXY header too short for its addresses");
        }

        var address = new IPAddress(rest[..(addresses == IPv4Length ? 4 : 16)]);
        var source = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (!IsSomebody(source))
        {
            return ProxyReading.Refused("a PROXY header whose source is no host's address");
        }

        return TypedValuesFault(header, HeadLength + addresses) is { } fault
            ? ProxyReading.Refused(fault)
            : ProxyReading.Client(header.Length, source);
    }

    private static bool IsSomebody(IPAddress source) =>
        !source.Equals(IPAddress.Any) && !source.Equals(IPAddress.IPv6Any) && !source.Equals(IPAddress.Broadcast) && !source.IsIPv6Multicast
        && !(source.AddressFamily == AddressFamily.InterNetwork && source.GetAddressBytes()[0] is >= 224 and <= 239);

    /// <summary>Walks the TLVs; they are passed over, but for the checksum, which must hold where there is one.</summary>
    private static string? TypedValuesFault(ReadOnlySpan<byte> header, int at)
    {
        var checksum = -1;
        while (at < header.Length)
        {
            if (header.Length - at < 3)
            {
                return "a PROXY header that ends within a TLV";
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(header[(at + 1)..]);
            var value = at + 3;
            if (length > header.Length - value)
            {
                return "a PROXY header whose TLV is longer than it";
            }

            if (header[at] == Crc32cType)
            {
                if (length != sizeof(uint) || checksum >= 0)
                {
                    return "a PROXY header with a checksum that is none, or two";
                }

                checksum = value;
            }

            at = value + length;
        }

        return checksum < 0 || Crc32c(header, checksum) == BinaryPrimitives.ReadUInt32BigEndian(header[checksum..]) ? null : "a PROXY header whose checksum is wrong";
    }

    // RFC 3720 B.4, over the whole header with the four bytes of the checksum taken as zero.
    private static uint Crc32c(ReadOnlySpan<byte> header, int checksum)
    {
        var crc = uint.MaxValue;
        for (var i = 0; i < header.Length; i++)
        {
            crc = BitOperations.Crc32C(crc, i >= checksum && i < checksum + sizeof(uint) ? (byte)0 : header[i]);
        }

        return ~crc;
    }
}
