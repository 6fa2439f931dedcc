using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog;

/// <summary>
/// Answers which networks hold an address: all addresses are divided where ranges begin and end, and of each piece the names are
/// known. Two searches of some tens of steps, and nothing is made for the answer.
/// </summary>
internal sealed class NetworkIndex
{
    private readonly Pieces _v4;
    private readonly Pieces _v6;

    private NetworkIndex(Pieces v4, Pieces v6) => (_v4, _v6) = (v4, v6);

    public static NetworkIndex Of(IEnumerable<NetworkEntry> networks)
    {
        List<Edge> v4 = [], v6 = [];
        foreach (var network in networks.OrderBy(network => network.Name, StringComparer.Ordinal))
        {
            foreach (var text in network.Ranges)
            {
                // A range that does not load holds nothing: what policy permits from there is refused.
                if (IPNetwork.TryParse(text, out var range))
                {
                    var isV6 = range.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6;
                    var first = Number(range.BaseAddress);
                    var hostBits = (isV6 ? 128 : 32) - range.PrefixLength;
                    var last = first | (hostBits == 128 ? UInt128.MaxValue : (UInt128.One << hostBits) - 1);
                    var edges = isV6 ? v6 : v4;
                    edges.Add(new Edge(first, network.Name, Begins: true));
                    if (last < UInt128.MaxValue)
                    {
                        edges.Add(new Edge(last + 1, network.Name, Begins: false));
                    }
                }
            }
        }

        return new NetworkIndex(Pieces.Of(v4), Pieces.Of(v6));
    }

    /// <summary>The names in their order; an IPv4 address written as IPv6 is the IPv4 address.</summary>
    public string[] NamesOf(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetworkV6 ? _v6 : _v4).NamesAt(Number(plain));
    }

    private static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return written == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private readonly record struct Edge(UInt128 At, string Name, bool Begins);

    /// <summary>Where pieces begin, in order, and whose each is.</summary>
    private sealed record Pieces(UInt128[] Starts, string[][] Names)
    {
        public static Pieces Of(List<Edge> edges)
        {
            List<UInt128> starts = [];
            List<string[]> names = [];
            var open = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var here in edges.GroupBy(edge => edge.At).OrderBy(group => group.Key))
            {
                foreach (var edge in here)
                {
                    var count = open.GetValueOrDefault(edge.Name) + (edge.Begins ? 1 : -1);
                    if (count == 0)
                    {
                        open.Remove(edge.Name);
                    }
                    else
                    {
                        open[edge.Name] = count;
                    }
                }

                starts.Add(here.Key);
                names.Add([.. open.Keys]);
            }

            return new Pieces([.. starts], [.. names]);
        }

        public string[] NamesAt(UInt128 number)
        {
            var at = Array.BinarySearch(Starts, number);
            at = at >= 0 ? at : ~at - 1;
            return at < 0 ? [] : Names[at];
        }
    }
}
