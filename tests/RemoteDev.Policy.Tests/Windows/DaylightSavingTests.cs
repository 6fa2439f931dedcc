using NodaTime;
using RemoteDev.Policy.Windows;
using static RemoteDev.Policy.Tests.Windows.WindowFixture;

namespace RemoteDev.Policy.Tests.Windows;

/// <summary>
/// Berlin 2026: on 29 March the clock skips 02:00-03:00 (01:00 UTC), on 25 October it shows 02:00-03:00 twice (00:00 and 01:00 UTC).
/// </summary>
public sealed class DaylightSavingTests
{
    private const string Berlin = "Europe/Berlin";

    [Theory]
    [InlineData("02:30-05:00", "2026-03-29 01:00", "2026-03-29 03:00")] // opens in the gap: at its end
    [InlineData("00:00-02:30", "2026-03-28 23:00", "2026-03-29 01:00")] // closes in the gap: at its end
    [InlineData("02:30-05:00", "2026-10-25 00:30", "2026-10-25 04:00")] // opens at the first showing
    [InlineData("00:00-02:30", "2026-10-24 22:00", "2026-10-25 00:30")] // closes at the first showing
    [InlineData("02:00-03:00", "2026-10-25 00:00", "2026-10-25 02:00")] // across the overlap: both passes
    public void ReadsAClockTime_AsItsFirstShowing(string hours, string opensUtc, string closesUtc)
    {
        var window = Weekly(Berlin, ("Sun", hours));
        var day = opensUtc.Contains("-03-", StringComparison.Ordinal) ? Utc("2026-03-28 23:00") : Utc("2026-10-24 22:00");
        var spans = window.Between(day, day + Duration.FromHours(24));
        Assert.Equal([new OpenSpan(Utc(opensUtc), Utc(closesUtc))], spans);
    }

    [Fact]
    public void NeverOpens_InsideTheGap()
    {
        var window = Weekly(Berlin, ("Sun", "02:00-03:00"));
        var change = window.NextChange(Utc("2026-03-28 12:00"));
        Assert.Equal(new WindowChange(Utc("2026-04-05 00:00"), true), change);
        Assert.False(window.IsOpenAt(Utc("2026-03-29 01:00")));
    }

    [Fact]
    public void HasNoSeam_WhereTwoIntervalsMeetInTheOverlap()
    {
        var window = Weekly(Berlin, ("Sat", "22:00-02:30"), ("Sun", "02:30-06:00"));
        Assert.Single(window.Between(Utc("2026-10-24 12:00"), Utc("2026-10-25 12:00")));
    }

    [Fact]
    public void CoversTheWholeDay_HoweverManyHoursItHas()
    {
        var sunday = Weekly(Berlin, ("Sun", "00:00-24:00"));
        Assert.Equal(Duration.FromHours(23), Length(sunday, "2026-03-29 12:00"));
        Assert.Equal(Duration.FromHours(25), Length(sunday, "2026-10-25 12:00"));
        Assert.Equal(Duration.FromHours(24), Length(sunday, "2026-11-01 12:00"));
    }

    [Fact]
    public void KeepsTheNightAcrossTheChange()
    {
        var night = Weekly(Berlin, ("Sat", "22:00-06:00"));
        Assert.Equal(Duration.FromHours(7), Length(night, "2026-03-29 00:00"));
        Assert.Equal(Duration.FromHours(9), Length(night, "2026-10-25 00:00"));
    }

    // Samoa had no 30 December 2011.
    [Fact]
    public void NeverOpens_OnADateThatDidNotHappen()
    {
        var window = Weekly("Pacific/Apia", ("Fri", "09:00-17:00"));
        Assert.Equal(
            At("2012-01-06 09:00", "Pacific/Apia"),
            window.NextOpening(At("2011-12-29 12:00", "Pacific/Apia")));
    }

    private static Duration Length(WindowDefinition window, string within)
    {
        var at = At(within, Berlin);
        var span = Assert.Single(window.Between(at - Duration.FromDays(2), at + Duration.FromDays(2)));
        return span.Closes - span.Opens;
    }
}
