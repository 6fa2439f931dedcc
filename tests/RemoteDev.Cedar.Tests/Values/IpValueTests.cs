using System.Net;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Values;

public sealed class IpValueTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData("1..3.4")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.04")]
    [InlineData("1.2.3.0x4")]
    [InlineData("1.2.3.+4")]
    [InlineData(" 1.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("16909060")]
    [InlineData("1.2.3.4/")]
    [InlineData("1.2.3.4/33")]
    [InlineData("1.2.3.4/08")]
    [InlineData("1.2.3.4/00")]
    [InlineData("1.2.3.4/+8")]
    [InlineData("1.2.3.4/8/8")]
    [InlineData("1.2.3.4/255.0.0.0")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("::1::")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("::1:2:3:4:5:6:7:8")]
    [InlineData("1::2:3:4:5:6:7:8")]
    [InlineData(":1:2:3:4:5:6:7:8")]
    [InlineData("1:")]
    [InlineData("00001::")]
    [InlineData("g::")]
    [InlineData("::ffff:1.2.3.4")]
    [InlineData("::1%lo")]
    [InlineData("[::1]")]
    [InlineData("::1/129")]
    [InlineData("::1/0128")]
    [InlineData("1111:2222:3333:4444:5555:6666:7777:8888/1288")]
    public void RefusesWhatIsNotAnAddress(string text)
    {
        Assert.Null(IpValue.Parse(text));
    }

    [Theory]
    [InlineData("0.0.0.0", false, 32)]
    [InlineData("255.255.255.255/0", false, 0)]
    [InlineData("::", true, 128)]
    [InlineData("::1", true, 128)]
    [InlineData("1::", true, 128)]
    [InlineData("1:2:3:4:5:6:7::", true, 128)]
    [InlineData("::2:3:4:5:6:7:8", true, 128)]
    [InlineData("ABCD:0abc::1/64", true, 64)]
    [InlineData("1111:2222:3333:4444:5555:6666:7777:8888/128", true, 128)]
    public void ReadsAddresses(string text, bool isV6, int prefix)
    {
        var value = IpValue.Parse(text)!;

        Assert.Equal((isV6, prefix), (value.IsV6, value.Prefix));
        Assert.Equal(value, IpValue.Parse(value.ToString()["ip(\"".Length..^2]));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1/32", true)]
    [InlineData("10.0.0.1/8", "10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8", "10.0.0.0/9", false)]
    [InlineData("::1", "0:0::1/128", true)]
    [InlineData("AB::", "ab::", true)]
    [InlineData("0.0.0.0", "::", false)]
    [InlineData("0.0.0.0/0", "::/0", false)]
    public void AreEqual_OnlyWithAddressAndPrefix(string left, string right, bool expected)
    {
        Assert.Equal(expected, IpValue.Parse(left)!.Equals(IpValue.Parse(right)));
    }

    [Theory]
    [InlineData("10.1.2.3", "10.0.0.0/8", true)]
    [InlineData("10.1.2.3", "10.255.0.0/8", true)]
    [InlineData("11.1.2.3", "10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", true)]
    [InlineData("10.0.0.0/7", "10.0.0.0/8", false)]
    [InlineData("10.0.0.0/9", "10.0.0.0/8", true)]
    [InlineData("1.2.3.4", "0.0.0.0/0", true)]
    [InlineData("0.0.0.0/0", "1.2.3.4", false)]
    [InlineData("1.2.3.4", "1.2.3.4", true)]
    [InlineData("1.2.3.4", "1.2.3.5", false)]
    [InlineData("1.2.3.4", "::/0", false)]
    [InlineData("::1", "0.0.0.0/0", false)]
    [InlineData("::1", "::/0", true)]
    [InlineData("::/0", "::/0", true)]
    [InlineData("::/0", "::/1", false)]
    [InlineData("8000::", "::/1", false)]
    [InlineData("fe80::1", "fe80::/10", true)]
    [InlineData("fec0::1", "fe80::/10", false)]
    public void IsInRange_WhenTheWholeRangeIs(string inner, string outer, bool expected)
    {
        Assert.Equal(expected, IpValue.Parse(inner)!.IsInRange(IpValue.Parse(outer)!));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.255.255", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("127.0.0.0/7", false)]
    [InlineData("126.255.255.255", false)]
    [InlineData("128.0.0.0", false)]
    [InlineData("0.0.0.0/0", false)]
    [InlineData("::1", true)]
    [InlineData("::1/127", false)]
    [InlineData("::", false)]
    [InlineData("::2", false)]
    public void IsLoopback_WhenTheWholeRangeIs(string text, bool expected)
    {
        Assert.Equal(expected, IpValue.Parse(text)!.IsLoopback);
    }

    [Theory]
    [InlineData("224.0.0.1", true)]
    [InlineData("239.255.255.255", true)]
    [InlineData("240.0.0.0", false)]
    [InlineData("223.255.255.255", false)]
    [InlineData("224.0.0.0/4", true)]
    [InlineData("224.0.0.0/3", false)]
    [InlineData("ff02::1", true)]
    [InlineData("ff00::/8", true)]
    [InlineData("ff00::/7", false)]
    [InlineData("fe00::", false)]
    public void IsMulticast_WhenTheWholeRangeIs(string text, bool expected)
    {
        Assert.Equal(expected, IpValue.Parse(text)!.IsMulticast);
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("fe80::1%3", "fe80::1")]
    [InlineData("::1", "::1")]
    public void TakesTheAddressOfASocket(string address, string expected)
    {
        Assert.Equal(IpValue.Parse(expected), IpValue.From(IPAddress.Parse(address)));
    }
}
