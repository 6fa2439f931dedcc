using System.Net;
using System.Net.Sockets;

namespace RemoteDev.Gateway.Identify.Lockouts;

/// <summary>Whose failures are counted together.</summary>
internal readonly record struct LockoutKey(LockoutKind Kind, string Value)
{
    private const int Ipv6SiteBytes = 8;

    public static LockoutKey Password(string login) => new(LockoutKind.Password, login);

    public static LockoutKey Code(string login) => new(LockoutKind.Code, login);

    /// <summary>
    /// Wrong credentials at the git door, by address, on a count of their own: a git that tries a revoked token every few minutes must not keep
    /// an office from signing in.
    /// </summary>
    public static LockoutKey Git(IPAddress source) => Address(source) with { Kind = LockoutKind.Git };

    /// <summary>One IPv4 address, or one IPv6 site (/64): whoever has one of its addresses has all of them.</summary>
    public static LockoutKey Address(IPAddress source)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        return new(
            LockoutKind.Address,
            address.AddressFamily == AddressFamily.InterNetworkV6
                ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, Ipv6SiteBytes))
                : address.ToString());
    }
}
