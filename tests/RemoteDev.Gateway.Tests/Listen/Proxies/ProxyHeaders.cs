using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace RemoteDev.Gateway.Tests.Listen.Proxies;

/// <summary>Writes PROXY headers, sound ones and others.</summary>
internal static class ProxyHeaders
{
    public static readonly byte[] Signature = [.. "\r\n\r\n\0\r\nQUIT\n"u8];

    public static byte[] Tcp(string source, params byte[] typedValues)
    {
        var from = IPAddress.Parse(source).GetAddressBytes();
        byte[] addresses = [.. from, .. new byte[from.Length], 0x30, 0x39, 0x01, 0xBB];
        return Raw(0x21, from.Length == 4 ? (byte)0x11 : (byte)0x21, [.. addresses, .. typedValues]);
    }

    public static byte[] Local(params byte[] content) => Raw(0x20, 0x00, content);

    public static byte[] Raw(byte command, byte family, byte[] content, int? length = null)
    {
        var size = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)(length ?? content.Length));
        return [.. Signature, command, family, .. size, .. content];
    }

    public static byte[] TypedValue(byte type, params byte[] value) => [type, (byte)(value.Length >> 8), (byte)value.Length, .. value];

    /// <summary>With a CRC32C TLV; <paramref name="wrong"/> flips a bit of it.</summary>
    public static byte[] Checked(string source, bool wrong = false)
    {
        var header = Tcp(source, [.. TypedValue(0x05, 1, 2, 3), .. TypedValue(0x03, 0, 0, 0, 0)]);
        var crc = uint.MaxValue;
        foreach (var one in header)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(header.Length - 4), ~crc ^ (wrong ? 1u : 0));
        return header;
    }
}
