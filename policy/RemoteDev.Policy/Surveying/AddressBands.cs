using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Policy.Surveying;

/// <summary>Divides all addresses where the ranges that policies name begin and end.</summary>
internal static class AddressBands
{
    private static readonly string[] SpecialRanges = ["127.0.0.0/8", "224.0.0.0/4", "::1", "ff00::/8"];

    public static IEnumerable<DimensionValue> Of(Constants constants)
    {
        var ranges = constants.Of<IpValue>()
            .Concat(constants.AsksSpecialRanges ? SpecialRanges.Select(text => IpValue.Parse(text)!) : [])
            .ToList();
        return Bands(ranges, isV6: false).Concat(Bands(ranges, isV6: true));
    }

    private static IEnumerable<DimensionValue> Bands(List<IpValue> ranges, bool isV6)
    {
        var top = isV6 ? UInt128.MaxValue : uint.MaxValue;
        var points = new SortedSet<UInt128> { UInt128.Zero };
        foreach (var range in ranges.Where(range => range.IsV6 == isV6))
        {
            var hostBits = (isV6 ? 128 : 32) - range.Prefix;
            var mask = hostBits == 128 ? UInt128.MaxValue : (UInt128.One << hostBits) - 1;
            var first = range.Address & ~mask;
            var last = first | mask;
            points.Add(first);
            if (last < top)
            {
                points.Add(last + 1);
            }
        }

        UInt128[] starts = [.. points];
        for (var i = 0; i < starts.Length; i++)
        {
            var from = starts[i];
            var to = i + 1 < starts.Length ? starts[i + 1] - 1 : top;
            var address = Address(from, isV6);
            yield return new DimensionValue(
                from == to ? $"from {address}" : $"from {address} to {Address(to, isV6)}",
                c => c with { Source = address },
                c => Number(c.Source, isV6) is { } number && from <= number && number <= to);
        }
    }

    private static IPAddress Address(UInt128 number, bool isV6)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(isV6 ? bytes : bytes[12..]);
    }

    private static UInt128? Number(IPAddress address, bool isV6)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if ((plain.AddressFamily == AddressFamily.InterNetworkV6) != isV6)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        plain.TryWriteBytes(bytes, out var written);
        return written == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
