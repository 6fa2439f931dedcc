using RemoteDev.Policy.Windows;
using static RemoteDev.Policy.Tests.Windows.WindowFixture;

namespace RemoteDev.Policy.Tests.Windows;

public sealed class WindowReadingTests
{
    [Theory]
    [InlineData("9:00-18:00 Uhr")]
    [InlineData("09:00")]
    [InlineData("09:00-")]
    [InlineData("")]
    [InlineData("25:00-26:00")]
    [InlineData("09:60-10:00")]
    [InlineData("24:00-06:00")]
    [InlineData("09:00-09:00")]
    [InlineData("00:00-24:01")]
    [InlineData("+9:00-10:00")]
    [InlineData("09:00-12:00,")]
    [InlineData("٠٩:00-10:00")]
    public void Refuses_HoursThatAreNotHours(string hours) => Assert.Equal("weekly[0].hours", OnlyFault("Mon", hours).Field);

    [Theory]
    [InlineData("")]
    [InlineData("Mo")]
    [InlineData("Mon-")]
    [InlineData("-Mon")]
    [InlineData("Mon-Fri-Sun")]
    [InlineData("Mon,,Tue")]
    [InlineData("7")]
    public void Refuses_DaysThatAreNotDays(string days) => Assert.Equal("weekly[0].days", OnlyFault(days, "09:00-18:00").Field);

    [Theory]
    [InlineData("Africa/Lagso", "did you mean Africa/Lagos?")]
    [InlineData("UTC+01:00", "not an IANA zone")]
    [InlineData("", "not an IANA zone")]
    [InlineData("Lagos local time please", "not an IANA zone")]
    public void Refuses_ZonesThatAreNotPlaces(string zone, string words)
    {
        var reading = WindowDefinition.Read(new WindowText { Name = "w", Zone = zone, Weekly = [new WeeklyText("Mon", "all day")] });
        Assert.False(reading.Succeeded);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal("zone", fault.Field);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReportsEveryFault_NotTheFirst()
    {
        var reading = WindowDefinition.Read(new WindowText
        {
            Name = "Lagos Office",
            Zone = "Africa/Nowhere",
            Weekly = [new WeeklyText("Xyz", "9-5"), new WeeklyText("Mon", "09:00-09:00")],
            Closings = [new DateText("25.12.2026"), new DateText("2026-12-24", "noon")],
            Openings = [new DateText("2031-01-01")],
            ValidFrom = "2026-02-30",
            ValidThrough = "2030-12-31",
        });
        Assert.Equal(
            "name zone closings[0].date closings[1].hours validFrom openings[0].date weekly[0].days weekly[0].hours weekly[1].hours",
            Fields(reading));
    }

    [Fact]
    public void Refuses_AWindowThatNeverOpens() =>
        Assert.Equal("weekly", Assert.Single(WindowDefinition.Read(new WindowText { Name = "w", Zone = "Etc/UTC" }).Faults).Field);

    [Fact]
    public void Refuses_ValidityThatEndsBeforeItBegins() =>
        Assert.Equal("validThrough", Assert.Single(WindowDefinition.Read(new WindowText
        {
            Name = "w",
            Zone = "Etc/UTC",
            Weekly = [new WeeklyText("Mon", "all day")],
            ValidFrom = "2026-12-01",
            ValidThrough = "2026-11-30",
        }).Faults).Field);

    [Fact]
    public void Refuses_MoreLinesAndLongerTextThanAnyoneWrites()
    {
        var reading = WindowDefinition.Read(new WindowText
        {
            Name = "w",
            Zone = new string('x', 100_000),
            Weekly = [new WeeklyText(new string('x', 100_000), "09:00-18:00")],
            Closings = [.. Enumerable.Repeat(new DateText("2026-12-25"), 10_000)],
        });
        Assert.Equal("zone closings weekly[0].days", Fields(reading));
        Assert.All(reading.Faults, fault => Assert.InRange(fault.Message.Length, 1, 300));
    }

    [Theory]
    [InlineData("fri-mon", "2026-11-22 12:00", true)]
    [InlineData("Fri-Mon", "2026-11-24 12:00", false)]
    [InlineData("Tuesday, thu", "2026-11-26 12:00", true)]
    [InlineData("weekdays", "2026-11-21 12:00", false)]
    [InlineData("weekend", "2026-11-21 12:00", true)]
    [InlineData("Mon–Fri", "2026-11-23 12:00", true)]
    public void ReadsDaysTheWayPeopleWriteThem(string days, string local, bool open) =>
        Assert.Equal(open, Weekly("Etc/UTC", (days, "9:00 – 18:00")).IsOpen(local));

    [Fact]
    public void ReadsMidnight_AsTheEndOfItsDay()
    {
        var evening = Weekly("Etc/UTC", ("Mon", "20:00-24:00"), ("Wed", "20:00-00:00"));
        Assert.True(evening.IsOpen("2026-11-23 23:59"));
        Assert.False(evening.IsOpen("2026-11-24 00:00"));
        Assert.True(evening.IsOpen("2026-11-25 23:59"));
        Assert.False(evening.IsOpen("2026-11-26 00:00"));
    }

    private static string Fields(WindowReading reading) => string.Join(' ', reading.Faults.Select(fault => fault.Field));

    private static WindowFault OnlyFault(string days, string hours)
    {
        var reading = WindowDefinition.Read(new WindowText { Name = "w", Zone = "Etc/UTC", Weekly = [new WeeklyText(days, hours)] });
        Assert.False(reading.Succeeded);
        return Assert.Single(reading.Faults);
    }
}
