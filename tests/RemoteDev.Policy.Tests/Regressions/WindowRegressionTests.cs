using RemoteDev.Policy.Tests.Windows;

namespace RemoteDev.Policy.Tests.Regressions;

/// <summary>regressions.md, row 31.</summary>
public sealed class WindowRegressionTests
{
    // Guacamole: the rule shifts with daylight saving and opens on the wrong days.
    [Theory]
    [InlineData("2026-07-02 17:30", true)]  // a Thursday in summer
    [InlineData("2026-01-08 17:30", true)]  // a Thursday in winter
    [InlineData("2026-07-04 17:30", false)] // a Saturday in summer
    [InlineData("2026-01-10 17:30", false)] // a Saturday in winter
    [InlineData("2026-07-02 18:00", false)]
    [InlineData("2026-01-08 08:59", false)]
    public void KeepsOfficeHours_InSummerAndWinter(string local, bool open)
    {
        var office = WindowFixture.Weekly("America/Los_Angeles", ("Mon-Fri", "09:00-18:00"));
        Assert.Equal(open, office.IsOpen(local));
    }

    // JumpServer: an overnight span never matches.
    [Theory]
    [InlineData("2026-11-17 02:00", true)]  // Tuesday: Monday's night
    [InlineData("2026-11-16 02:00", false)] // Monday: Sunday has no night
    [InlineData("2026-11-16 21:59", false)]
    [InlineData("2026-11-16 22:00", true)]
    [InlineData("2026-11-17 05:59", true)]
    [InlineData("2026-11-17 06:00", false)]
    [InlineData("2026-11-17 23:00", false)]
    public void GivesANight_ToTheDayItOpensOn(string local, bool open)
    {
        var night = WindowFixture.Weekly("Europe/Berlin", ("Mon", "22:00-06:00"));
        Assert.Equal(open, night.IsOpen(local));
    }
}
