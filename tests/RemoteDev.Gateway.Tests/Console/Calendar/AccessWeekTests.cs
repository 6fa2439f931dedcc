using NodaTime;
using RemoteDev.Gateway.Console.Calendar;
using RemoteDev.Policy.Previewing;

namespace RemoteDev.Gateway.Tests.Console.Calendar;

public sealed class AccessWeekTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly LocalDate Autumn = new(2026, 10, 22);

    [Fact]
    public void Cuts_ExactlyWhereTheAnswerChanges()
    {
        var (from, to) = AccessWeek.Span(new LocalDate(2026, 11, 26), DateTimeZone.Utc);
        var noon = Instant.FromUtc(2026, 11, 24, 12, 20);
        var week = AccessWeek.Of([Segment(from, noon, 0), Segment(noon, to, 3)], 4, new LocalDate(2026, 11, 26), DateTimeZone.Utc, noon);
        Assert.Equal(8, week.Blocks.Count);
        var tuesday = week.Blocks.Where(block => block.Words.StartsWith("Tue", StringComparison.Ordinal)).ToList();
        Assert.Equal(["Tue 00:00 to 12:20: nobody may", "Tue 12:20 to 24:00: 3 of 4 people may, by a"], tuesday.Select(block => block.Words), StringComparer.Ordinal);
        Assert.Equal(tuesday[0].Y + tuesday[0].Height, tuesday[1].Y, 6);
        Assert.Equal([0, 3], tuesday.Select(block => block.Level));
    }

    [Fact]
    public void Covers_AWeekInWhichTheClockIsChanged()
    {
        var (from, to) = AccessWeek.Span(Autumn, Berlin);
        Assert.Equal(Duration.FromHours(169), to - from);
        var week = AccessWeek.Of([Segment(from, to, 1)], 1, Autumn, Berlin, from);
        Assert.Equal(7, week.Blocks.Count);
        Assert.All(week.Blocks, block => Assert.Equal((WeekView.Top, 24.0 * WeekView.HourHeight), (block.Y, block.Height)));
    }

    [Theory]
    [InlineData(0, 0, 10, "nobody may")]
    [InlineData(10, 0, 10, "all 10 people may")]
    [InlineData(1, 0, 1, "may")]
    [InlineData(2, 1, 10, "2 of 10 people may, 1 with somebody's consent")]
    public void Says_HowMany(int may, int consent, int people, string words) => Assert.Equal(
        words, AccessWeek.Count(new WeekSegment(Instant.MinValue, Instant.MaxValue, may, consent, 0, people - may - consent, []), people));

    private static WeekSegment Segment(Instant from, Instant to, int may) => new(from, to, may, 0, 0, 4 - may, may > 0 ? ["a"] : []);
}
