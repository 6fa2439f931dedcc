using NodaTime;
using RemoteDev.Policy.Windows;
using static RemoteDev.Policy.Tests.Windows.WindowFixture;

namespace RemoteDev.Policy.Tests.Windows;

public sealed class WindowCalendarTests
{
    private static readonly LocalDate Wednesday = new(2026, 11, 25);

    [Fact]
    public void DrawsTheWeek_InTheWindowsZone()
    {
        var office = Weekly("Africa/Lagos", ("Mon,Sun", "09:00-18:00"));
        var blocks = WindowCalendar.Week(office, Wednesday, office.Zone);
        Assert.Equal(
            [(new LocalDate(2026, 11, 23), 540, 1080), (new LocalDate(2026, 11, 29), 540, 1080)],
            blocks.Select(block => (block.Day, block.FromMinute, block.ToMinute)));
    }

    [Fact]
    public void SplitsABlock_AtTheViewersMidnight()
    {
        var office = Weekly("America/Los_Angeles", ("Mon", "09:00-18:00"));
        var blocks = WindowCalendar.Week(office, Wednesday, DateTimeZoneProviders.Tzdb["Asia/Kolkata"]);
        Assert.Equal(
            [(new LocalDate(2026, 11, 23), (22 * 60) + 30, 1440), (new LocalDate(2026, 11, 24), 0, (7 * 60) + 30)],
            blocks.Select(block => (block.Day, block.FromMinute, block.ToMinute)));
    }

    [Fact]
    public void KeepsARectangleUpright_WhenTheClockRunsBack()
    {
        var night = Weekly("Europe/Berlin", ("Sun", "02:45-03:00"));
        var blocks = WindowCalendar.Week(night, new LocalDate(2026, 10, 25), night.Zone);
        Assert.All(blocks, block => Assert.True(block.FromMinute <= block.ToMinute));
        Assert.Equal(Duration.FromMinutes(75), Assert.Single(blocks).Span.Closes - blocks[0].Span.Opens);
    }
}
