using System.Net;
using RemoteDev.Gateway.Listen.Ssh;

namespace RemoteDev.Gateway.Tests.Listen.Ssh;

public sealed class StrangersTests
{
    private const double Always = 0.999;

    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.7");

    [Fact]
    public void Turns_AwayMoreOfOneAddressThanItMayHave_AndNobodyElse()
    {
        var strangers = new Strangers(most: 100, mostOfOne: 2);
        using var first = strangers.TryAdmit(Home, Always);
        using var second = strangers.TryAdmit(Home, Always);

        Assert.Null(strangers.TryAdmit(Home, Always));
        Assert.Null(strangers.TryAdmit(Home.MapToIPv6(), Always));
        Assert.NotNull(strangers.TryAdmit(IPAddress.Parse("192.0.2.8"), Always));
    }

    [Fact]
    public void Counts_OneIpv6SiteAsOneAddress()
    {
        var strangers = new Strangers(most: 100, mostOfOne: 1);

        Assert.NotNull(strangers.TryAdmit(IPAddress.Parse("2001:db8:0:1::1"), Always));
        Assert.Null(strangers.TryAdmit(IPAddress.Parse("2001:db8:0:1:ffff::9"), Always));
        Assert.NotNull(strangers.TryAdmit(IPAddress.Parse("2001:db8:0:2::1"), Always));
    }

    [Fact]
    public void Gives_ThePlaceBackOnce()
    {
        var strangers = new Strangers(most: 100, mostOfOne: 1);
        var place = strangers.TryAdmit(Home, Always)!;
        place.Dispose();
        place.Dispose();

        Assert.NotNull(strangers.TryAdmit(Home, Always));
        Assert.Null(strangers.TryAdmit(Home, Always));
    }

    /// <summary>As MaxStartups: half full everybody is admitted, full nobody, and between the two more and more are turned away.</summary>
    [Fact]
    public void Sheds_AtRandomFromHalf_AndAllWhenFull()
    {
        var strangers = new Strangers(most: 8, mostOfOne: 8);
        for (var i = 0; i < 4; i++)
        {
            Assert.NotNull(strangers.TryAdmit(Other(i), chance: 0));
        }

        Assert.NotNull(strangers.TryAdmit(Other(4), chance: 0));
        Assert.Null(strangers.TryAdmit(Other(5), chance: 0.24));
        Assert.NotNull(strangers.TryAdmit(Other(5), chance: 0.26));
        Assert.Null(strangers.TryAdmit(Other(6), chance: 0.49));
        Assert.NotNull(strangers.TryAdmit(Other(6), chance: 0.51));
        Assert.NotNull(strangers.TryAdmit(Other(7), chance: 0.76));
        Assert.Null(strangers.TryAdmit(Other(8), Always));
    }

    private static IPAddress Other(int number) => new([198, 51, 100, (byte)number]);
}
