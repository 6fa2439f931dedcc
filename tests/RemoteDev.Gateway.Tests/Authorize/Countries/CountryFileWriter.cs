using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace RemoteDev.Gateway.Tests.Authorize.Countries;

/// <summary>Writes small databases in the MaxMind DB format, version 2.0 of its public specification: one record for each range.</summary>
internal static class CountryFileWriter
{
    private const int Separator = 16;

    /// <summary>An IPv6 tree, in which IPv4 has its place.</summary>
    public static byte[] Write(params (string Range, byte[] Data)[] entries)
    {
        var nodes = new List<(int Left, int Right)> { (-1, -1) };
        using var data = new MemoryStream();
        foreach (var (range, bytes) in entries)
        {
            var network = IPNetwork.Parse(range);
            var isV4 = network.BaseAddress.GetAddressBytes().Length == 4;
            byte[] address = isV4 ? [.. new byte[12], .. network.BaseAddress.GetAddressBytes()] : network.BaseAddress.GetAddressBytes();
            Insert(nodes, address, network.PrefixLength + (isV4 ? 96 : 0), -2 - (int)data.Length);
            data.Write(bytes);
        }

        using var file = new MemoryStream();
        foreach (var (left, right) in nodes)
        {
            Record(file, left, nodes.Count);
            Record(file, right, nodes.Count);
        }

        file.Write(new byte[Separator]);
        data.WriteTo(file);
        file.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        file.Write(Metadata(nodes.Count));
        return file.ToArray();
    }

    /// <summary><c>{ country: { iso_code } }</c>.</summary>
    public static byte[] Country(string code) => Map(("country", Map(("iso_code", Text(code)))));

    public static byte[] Map(params (string Key, byte[] Value)[] pairs) =>
        [(byte)(7 << 5 | pairs.Length), .. pairs.SelectMany(pair => (byte[])[.. Text(pair.Key), .. pair.Value])];

    public static byte[] Text(string text) => [(byte)(2 << 5 | text.Length), .. Encoding.UTF8.GetBytes(text)];

    private static void Insert(List<(int Left, int Right)> nodes, byte[] address, int prefix, int value)
    {
        var node = 0;
        for (var bit = 0; bit < prefix; bit++)
        {
            var isRight = (address[bit / 8] >> (7 - (bit % 8)) & 1) == 1;
            var next = isRight ? nodes[node].Right : nodes[node].Left;
            if (bit == prefix - 1)
            {
                next = value;
            }
            else if (next < 0)
            {
                nodes.Add((-1, -1));
                next = nodes.Count - 1;
            }

            nodes[node] = isRight ? (nodes[node].Left, next) : (next, nodes[node].Right);
            node = next;
        }
    }

    private static void Record(MemoryStream file, int record, int count)
    {
        var value = record switch { >= 0 => record, -1 => count, _ => count + Separator + (-2 - record) };
        file.Write([(byte)(value >> 16), (byte)(value >> 8), (byte)value]);
    }

    private static byte[] Metadata(int count)
    {
        var nodes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(nodes, count);
        return Map(
            ("binary_format_major_version", [5 << 5 | 1, 2]),
            ("binary_format_minor_version", [5 << 5]),
            ("build_epoch", [4, 2, 0x6A, 0, 0, 0]),
            ("database_type", Text("Test-Country")),
            ("description", Map(("en", Text("for tests")))),
            ("ip_version", [5 << 5 | 1, 6]),
            ("languages", [1, 4, .. Text("en")]),
            ("node_count", [6 << 5 | 4, .. nodes]),
            ("record_size", [5 << 5 | 1, 24]));
    }
}
