using System.Net;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Tests.Catalog;

public sealed class NetworkIndexTests
{
    private static readonly NetworkIndex Index = NetworkIndex.Of(
    [
        new NetworkEntry("vpn", null, ["198.51.100.0/25", "203.0.113.64/26"]),
        new NetworkEntry("office", null, ["203.0.113.0/24", "2001:db8:12::/48"]),
        new NetworkEntry("edge", null, ["255.255.255.255/32", "0.0.0.1/32", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"]),
    ]);

    [Theory]
    [InlineData("203.0.112.255", "")]
    [InlineData("203.0.113.0", "office")]
    [InlineData("203.0.113.63", "office")]
    [InlineData("203.0.113.64", "office,vpn")]
    [InlineData("203.0.113.127", "office,vpn")]
    [InlineData("203.0.113.128", "office")]
    [InlineData("203.0.113.255", "office")]
    [InlineData("203.0.114.0", "")]
    [InlineData("198.51.100.127", "vpn")]
    [InlineData("198.51.100.128", "")]
    [InlineData("::ffff:203.0.113.70", "office,vpn")]
    [InlineData("2001:db8:12::1", "office")]
    [InlineData("2001:db8:13::", "")]
    [InlineData("::cb00:7101", "")]
    [InlineData("0.0.0.0", "")]
    [InlineData("0.0.0.1", "edge")]
    [InlineData("255.255.255.255", "edge")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "edge")]
    public void NamesTheNetworksOfAnAddress(string address, string names) =>
        Assert.Equal(names, string.Join(',', Index.NamesOf(IPAddress.Parse(address))));

    [Fact]
    public void AgreesWithAskingEachNetwork()
    {
        var random = new Random(20261122);
        var networks = Enumerable.Range(0, 60).Select(i => new NetworkEntry($"n{i:00}", null, [Range(random), Range(random)])).ToList();
        var index = NetworkIndex.Of(networks);
        for (var i = 0; i < 5_000; i++)
        {
#pragma warning disable CA5394 // a seed makes the test repeatable
            var address = new IPAddress([10, (byte)random.Next(4), (byte)random.Next(256), (byte)random.Next(256)]);
#pragma warning restore CA5394
            Assert.Equal(networks.Where(network => network.Ranges.Any(range => IPNetwork.Parse(range).Contains(address))).Select(network => network.Name), index.NamesOf(address), StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Asking_MakesNothing()
    {
        var address = IPAddress.Parse("203.0.113.70");
        Index.NamesOf(address);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Index.NamesOf(address);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static string Range(Random random)
    {
#pragma warning disable CA5394 // a seed makes the test repeatable
        var prefix = random.Next(14, 31);
        var number = (10u << 24 | (uint)random.Next(1 << 18)) & (uint.MaxValue << (32 - prefix));
#pragma warning restore CA5394
        return $"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}/{prefix}";
    }
}
