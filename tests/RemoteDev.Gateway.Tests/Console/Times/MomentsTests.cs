using NodaTime;
using RemoteDev.Gateway.Console.Tables;
using RemoteDev.Gateway.Console.Times;

namespace RemoteDev.Gateway.Tests.Console.Times;

public sealed class MomentsTests
{
    private static readonly DateTimeZone Lagos = Zones.OrUtc("Africa/Lagos");
    private static readonly DateTimeZone Berlin = Zones.OrUtc("Europe/Berlin");
    private static readonly DateTimeZone NewYork = Zones.OrUtc("America/New_York");
    private static readonly DateTimeOffset Saturday = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Words_NameWindowsClock_AndMineWhenItDiffers()
    {
        var opens = new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);
        Assert.Equal("Mon 08:00 Lagos", Moments.Words(opens, Saturday, Lagos, Berlin));
        Assert.Equal("Mon 08:00 Lagos (02:00 yours)", Moments.Words(opens, Saturday, Lagos, NewYork));
    }

    [Fact]
    public void Words_NameMyDay_WhenItIsAnother()
    {
        var opens = new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);
        Assert.Equal("Mon 02:00 Lagos (Sun 20:00 yours)", Moments.Words(opens, Saturday, Lagos, NewYork));
    }

    [Theory]
    [InlineData("2026-11-21T17:00:00Z", "18:00 Lagos")]
    [InlineData("2026-11-27T07:00:00Z", "Fri 08:00 Lagos")]
    [InlineData("2026-11-28T07:00:00Z", "Sat 28 Nov 08:00 Lagos")]
    [InlineData("2026-11-20T07:00:00Z", "Fri 20 Nov 08:00 Lagos")]
    public void Words_NameTheDateWhenAWeekdayIsNotEnough(string at, string expected) =>
        Assert.Equal(expected, Moments.Words(DateTimeOffset.Parse(at, null), Saturday, Lagos, Lagos));

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(40, "40 s")]
    [InlineData(245, "4 min")]
    [InlineData(7500, "2 h 05 min")]
    [InlineData(260000, "3 days")]
    public void Length_IsAsExactAsUseful(int seconds, string expected) => Assert.Equal(expected, Moments.Length(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(812, "812 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1500000, "1.4 MiB")]
    [InlineData(52428800, "50 MiB")]
    [InlineData(1048575, "1 MiB")]
    [InlineData(long.MaxValue, "8 EiB")]
    public void Bytes_AreShownInUnitsOfBudgets(long bytes, string expected) => Assert.Equal(expected, Bytes.Show(bytes));

    [Theory]
    [InlineData("Nowhere/Else")]
    [InlineData("")]
    [InlineData(null)]
    public void Zone_IsUtc_WhenNoneIsKnown(string? id) => Assert.Equal(DateTimeZone.Utc, Zones.OrUtc(id));

    [Fact]
    public void Days_RunOnTheViewersClock()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 5, 0, 0, TimeSpan.Zero), DayRange.From("2026-11-21", NewYork));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 5, 0, 0, TimeSpan.Zero), DayRange.Through("2026-11-21", NewYork));
        Assert.Null(DayRange.From("yesterday", NewYork));
        Assert.Null(DayRange.From("0001-01-01", NewYork));
    }
}
