using System.Net;

namespace RemoteDev.Gateway.Console.Pages.Ssh;

/// <summary>Whether a machine and a browser came from the same place, as far as addresses say.</summary>
internal static class Addresses
{
    /// <summary>This machine has one address in each family, and a browser and a command may choose differently.</summary>
    public static bool AreSame(IPAddress one, IPAddress other) =>
        Plain(one).Equals(Plain(other)) || (IPAddress.IsLoopback(one) && IPAddress.IsLoopback(other));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
