using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace RemoteDev.Cedar.Values;

/// <summary>An IPv4 or IPv6 address with a prefix length; without a prefix it is the range of that one address.</summary>
internal sealed class IpValue : Value
{
    private static readonly IpValue LoopbackV4 = new(isV6: false, 127u << 24, 8);
    private static readonly IpValue LoopbackV6 = new(isV6: true, 1, 128);
    private static readonly IpValue MulticastV4 = new(isV6: false, 224u << 24, 4);
    private static readonly IpValue MulticastV6 = new(isV6: true, (UInt128)0xFF << 120, 8);

    internal IpValue(bool isV6, UInt128 address, int prefix)
        : base(ValueKind.Ip) =>
        (IsV6, Address, Prefix) = (isV6, address, prefix);

    /// <summary>Whether the address is IPv6.</summary>
    public bool IsV6 { get; }

    /// <summary>How many leading bits the range fixes: at most 32, or 128 for IPv6.</summary>
    public int Prefix { get; }

    /// <summary>Whether the whole range is in 127.0.0.0/8 or is ::1.</summary>
    public bool IsLoopback => IsInRange(IsV6 ? LoopbackV6 : LoopbackV4);

    /// <summary>Whether the whole range is in 224.0.0.0/4 or ff00::/8.</summary>
    public bool IsMulticast => IsInRange(IsV6 ? MulticastV6 : MulticastV4);

    internal UInt128 Address { get; }

    private int Width => IsV6 ? 128 : 32;

    /// <summary>
    /// Reads an address with an optional <c>/prefix</c>; null when it is anything else. Leading zeros, zone ids and IPv4 inside
    /// IPv6 are refused: what two readers may understand differently has no place in a policy.
    /// </summary>
    public static IpValue? Parse(string text) => IpText.TryRead(text, out var value) ? value : null;

    /// <summary>The value of a socket's address; an IPv4 address mapped into IPv6 is taken as IPv4, a zone id is dropped.</summary>
    /// <exception cref="ArgumentException">The address is neither IPv4 nor IPv6.</exception>
    public static IpValue From(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[16];
        if (!plain.TryWriteBytes(bytes, out _))
        {
            throw new ArgumentException("only IPv4 and IPv6 addresses have a Cedar value", nameof(address));
        }

        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? new IpValue(isV6: true, BinaryPrimitives.ReadUInt128BigEndian(bytes), 128)
            : new IpValue(isV6: false, BinaryPrimitives.ReadUInt32BigEndian(bytes), 32);
    }

    /// <summary>The address without its prefix.</summary>
    public IPAddress ToAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Address);
        return new IPAddress(IsV6 ? bytes : bytes[12..]);
    }

    /// <summary>Whether every address of this range is in <paramref name="range"/>; never between the two families.</summary>
    public bool IsInRange(IpValue range) =>
        IsV6 == range.IsV6 && Prefix >= range.Prefix && range.Network(Address) == range.Network(range.Address);

    /// <inheritdoc/>
    public override bool Equals(Value? other) =>
        other is IpValue o && o.IsV6 == IsV6 && o.Prefix == Prefix && o.Address == Address;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsV6, Address, Prefix);

    /// <inheritdoc/>
    public override string ToString() => $"ip(\"{IpText.Write(this)}\")";

    private UInt128 Network(UInt128 address)
    {
        var hostBits = Width - Prefix;

        // A shift by the full width is taken modulo the width, so /0 has its own answer.
        return hostBits == 128 ? UInt128.Zero : address >> hostBits;
    }
}
