using System.Net;
using System.Net.Sockets;

namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>
/// A network whose machines are counted together: an IPv4 address and its /24, an IPv6 site (/64) and its /48. Whoever has one address of a
/// site has all of them, and whoever rents a prefix has every address in it: neither keeps anybody else out.
/// </summary>
/// <param name="Group">By what its requests are counted.</param>
/// <param name="Most">How many of it may wait at a time.</param>
internal readonly record struct DeviceNetwork(string Group, int Most)
{
    /// <summary>Of one IPv4 address, or one IPv6 site.</summary>
    public const int MostNear = 10;

    /// <summary>Of one IPv4 /24, or one IPv6 /48: two hundred of them fill what there is.</summary>
    public const int MostWide = 100;

    /// <summary>Those that an address belongs to, the narrow one first.</summary>
    public static IReadOnlyList<DeviceNetwork> Of(IPAddress source)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? [Make(address, 64, MostNear), Make(address, 48, MostWide)] : [Make(address, 32, MostNear), Make(address, 24, MostWide)];
    }

    private static DeviceNetwork Make(IPAddress address, int bits, int most) =>
        new($"network:{Convert.ToHexString(address.GetAddressBytes().AsSpan(0, bits / 8))}/{bits}", most);
}
