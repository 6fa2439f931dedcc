using System.Net;
using System.Net.Sockets;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What a network must be: named, and made of ranges of which each says something.</summary>
internal static class NetworkRules
{
    public static void Check(NetworkEntry entry, EntryFaults faults)
    {
        faults.Name("name", entry.Name);
        if (entry.Description is { } description)
        {
            faults.Line("description", description, Limits.Reason);
        }

        if (entry.Ranges.IsEmpty)
        {
            faults.Add("ranges", "is empty; a network that holds no address is one that nobody comes from");
        }

        var ranges = new List<(string Field, IPNetwork Range)>();
        faults.Items("ranges", entry.Ranges, (field, text) =>
        {
            FieldRules.Network(faults, field, text);
            if (text.Length <= Limits.Item && IPNetwork.TryParse(text, out var range))
            {
                CheckRange(faults, field, range);
                ranges.Add((field, range));
            }
        });
        CheckOverlaps(faults, ranges);
    }

    private static void CheckRange(EntryFaults faults, string field, IPNetwork range)
    {
        if (range.PrefixLength == 0)
        {
            faults.Add(field, "is every address there is; whoever policy lets in from there it lets in from anywhere");
        }
        else if (range.BaseAddress is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: true })
        {
            faults.Add(field, "is an IPv4 network written as IPv6; the gateway compares IPv4 addresses with IPv4 networks: write it like 10.0.3.0/24");
        }
    }

    // A range within another changes nothing and reads as if it did; who removes the larger one would be surprised.
    private static void CheckOverlaps(EntryFaults faults, List<(string Field, IPNetwork Range)> ranges)
    {
        foreach (var (field, range) in ranges)
        {
            foreach (var (_, wider) in ranges)
            {
                if (wider.PrefixLength < range.PrefixLength && wider.Contains(range.BaseAddress))
                {
                    faults.Add(field, $"lies in {wider}, which this network holds already");
                    break;
                }
            }
        }
    }
}
