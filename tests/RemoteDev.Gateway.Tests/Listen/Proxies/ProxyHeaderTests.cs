using RemoteDev.Gateway.Listen.Proxies;

namespace RemoteDev.Gateway.Tests.Listen.Proxies;

/// <summary>Every shape a PROXY header can have, and every octet at which it can be cut.</summary>
public sealed class ProxyHeaderTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    public void Client_IsWhomTheHeaderNames_AndMappedIPv6IsMadePlain(string written, string source)
    {
        var header = ProxyHeaders.Tcp(written, ProxyHeaders.TypedValue(0x01, [.. "h2"u8]));

        var reading = ProxyHeader.Read([.. header, .. "GET / HTTP/1.1"u8]);

        Assert.Equal(ProxyReadingKind.Accepted, reading.Kind);
        Assert.Equal(source, reading.Source?.ToString());
        Assert.Equal(header.Length, reading.Length);
    }

    [Fact]
    public void Local_IsTheProxyItself_WhateverElseTheHeaderHolds()
    {
        var reading = ProxyHeader.Read(ProxyHeaders.Raw(0x20, 0x99, [1, 2, 3, 4, 5]));

        Assert.Equal(ProxyReadingKind.Accepted, reading.Kind);
        Assert.Null(reading.Source);
        Assert.Equal(21, reading.Length);
    }

    [Fact]
    public void Header_CutAtAnyOctet_IsIncompleteAndNeverAccepted()
    {
        var header = ProxyHeaders.Checked("203.0.113.7");
        for (var i = 0; i < header.Length; i++)
        {
            var reading = ProxyHeader.Read(header.AsSpan(0, i));
            Assert.Equal(ProxyReadingKind.Incomplete, reading.Kind);
            Assert.InRange(reading.Length, i + 1, header.Length);
        }
    }

    [Fact]
    public void Header_WithAnyOctetFlipped_NamesNobodyElse()
    {
        var header = ProxyHeaders.Checked("203.0.113.7");
        for (var i = 0; i < header.Length; i++)
        {
            var broken = header.ToArray();
            broken[i] ^= 0x40;
            var reading = ProxyHeader.Read(broken);
            Assert.True(reading.Kind != ProxyReadingKind.Accepted || reading.Source?.ToString() == "203.0.113.7", $"octet {i}: {reading}");
        }
    }

    public static TheoryData<string, byte[]> Malformed() => new()
    {
        { "version 1", [.. "PROXY TCP4 203.0.113.7 127.0.0.1 1 2\r\n"u8] },
        { "no PROXY header", [.. "GET / HTTP/1.1\r\n"u8] },
        { "no PROXY header", [.. "SSH-2.0-x\r\n"u8] },
        { "no PROXY header", [0x16, 0x03, 0x01, 0x02, 0x00] },
        { "version 3", ProxyHeaders.Raw(0x31, 0x11, new byte[12]) },
        { "neither LOCAL nor PROXY", ProxyHeaders.Raw(0x22, 0x11, new byte[12]) },
        { "not TCP", ProxyHeaders.Raw(0x21, 0x00, new byte[12]) },
        { "not TCP", ProxyHeaders.Raw(0x21, 0x10, new byte[12]) },
        { "not TCP", ProxyHeaders.Raw(0x21, 0x12, new byte[12]) },
        { "not TCP", ProxyHeaders.Raw(0x21, 0x31, new byte[216]) },
        { "too short", ProxyHeaders.Raw(0x21, 0x11, new byte[11]) },
        { "too short", ProxyHeaders.Raw(0x21, 0x21, new byte[35]) },
        { "at most", ProxyHeaders.Raw(0x21, 0x11, [], 2049) },
        { "at most", ProxyHeaders.Raw(0x20, 0x00, [], 65535) },
        { "no host's address", ProxyHeaders.Tcp("0.0.0.0") },
        { "no host's address", ProxyHeaders.Tcp("255.255.255.255") },
        { "no host's address", ProxyHeaders.Tcp("224.0.0.1") },
        { "no host's address", ProxyHeaders.Tcp("::") },
        { "no host's address", ProxyHeaders.Tcp("ff02::1") },
        { "no host's address", ProxyHeaders.Tcp("::ffff:0.0.0.0") },
        { "ends within a TLV", ProxyHeaders.Tcp("203.0.113.7", 0x01, 0x00) },
        { "TLV is longer", ProxyHeaders.Tcp("203.0.113.7", 0x01, 0x00, 0x09, 1, 2) },
        { "checksum is wrong", ProxyHeaders.Checked("203.0.113.7", wrong: true) },
        { "none, or two", ProxyHeaders.Tcp("203.0.113.7", ProxyHeaders.TypedValue(0x03, 1, 2)) },
        { "none, or two", ProxyHeaders.Tcp("203.0.113.7", [.. ProxyHeaders.TypedValue(0x03, 0, 0, 0, 0), .. ProxyHeaders.TypedValue(0x03, 0, 0, 0, 0)]) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void WhatIsMalformed_IsRefused(string why, byte[] bytes)
    {
        var reading = ProxyHeader.Read(bytes);

        Assert.Equal(ProxyReadingKind.Refused, reading.Kind);
        Assert.Contains(why, reading.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyBytes_AreReadWithoutHarm()
    {
#pragma warning disable CA5394 // a seed makes the test repeatable
        var random = new Random(20261122);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(0, 300)];
            random.NextBytes(bytes);
            ProxyHeaders.Signature.AsSpan(0, Math.Min(bytes.Length, 12)).CopyTo(bytes);
            if (bytes.Length > 15)
            {
                (bytes[12], bytes[13], bytes[14]) = (0x21, (byte)(random.Next(2) == 0 ? 0x11 : 0x21), 0);
            }

            var reading = ProxyHeader.Read(bytes);
            Assert.True(reading.Kind != ProxyReadingKind.Accepted || reading.Length <= bytes.Length);
        }
#pragma warning restore CA5394
    }
}
