using RemoteDev.Policy.Windows;
using static RemoteDev.Policy.Tests.Windows.WindowFixture;

namespace RemoteDev.Policy.Tests.Windows;

public sealed class WindowDefinitionTests
{
    private const string Lagos = "Africa/Lagos";

    [Theory]
    [InlineData("2026-11-23 08:59", false)]
    [InlineData("2026-11-23 09:00", true)]
    [InlineData("2026-11-23 12:00", false)]
    [InlineData("2026-11-23 12:59", false)]
    [InlineData("2026-11-23 13:00", true)]
    [InlineData("2026-11-23 18:00", false)]
    public void IncludesTheStart_ExcludesTheEnd_OfEachInterval(string local, bool open) =>
        Assert.Equal(open, Weekly(Lagos, ("Mon-Fri", "09:00-12:00, 13:00-18:00")).IsOpen(local));

    [Fact]
    public void UsesTheWindowsZone_NotTheAskersClock()
    {
        var office = Weekly("Asia/Kolkata", ("Mon-Fri", "09:00-18:00"));
        Assert.True(office.IsOpenAt(Utc("2026-11-23 03:30")));
        Assert.False(office.IsOpenAt(Utc("2026-11-23 12:30")));
    }

    [Fact]
    public void ClosesForAHoliday_ButKeepsTheNightThatOpenedBefore()
    {
        var night = Read(new WindowText
        {
            Name = "night",
            Zone = Lagos,
            Weekly = [new WeeklyText("daily", "22:00-06:00")],
            Closings = [new DateText("2026-12-25")],
        });
        Assert.True(night.IsOpen("2026-12-25 02:00"));
        Assert.False(night.IsOpen("2026-12-25 23:00"));
        Assert.False(night.IsOpen("2026-12-26 02:00"));
        Assert.True(night.IsOpen("2026-12-26 22:00"));
    }

    [Fact]
    public void ClosesForSomeHours_WhateverElseIsOpen()
    {
        var office = Read(new WindowText
        {
            Name = "office",
            Zone = Lagos,
            Weekly = [new WeeklyText("Mon-Fri", "09:00-18:00")],
            Openings = [new DateText("2026-12-24", "18:00-20:00")],
            Closings = [new DateText("2026-12-24", "12:00-19:00")],
        });
        Assert.True(office.IsOpen("2026-12-24 11:59"));
        Assert.False(office.IsOpen("2026-12-24 12:00"));
        Assert.False(office.IsOpen("2026-12-24 18:30"));
        Assert.True(office.IsOpen("2026-12-24 19:00"));
        Assert.Equal(new WindowChange(At("2026-12-24 12:00", Lagos), false), office.NextChange(At("2026-12-24 10:00", Lagos)));
        Assert.Equal(new WindowChange(At("2026-12-24 19:00", Lagos), true), office.NextChange(At("2026-12-24 13:00", Lagos)));
    }

    [Fact]
    public void ClosedHoursReachIntoTheNextDay_LikeAnyNight()
    {
        var always = Read(new WindowText
        {
            Name = "always",
            Zone = Lagos,
            Weekly = [new WeeklyText("daily", "all day")],
            Closings = [new DateText("2026-11-23", "22:00-04:00")],
        });
        Assert.False(always.IsOpen("2026-11-24 03:59"));
        Assert.True(always.IsOpen("2026-11-24 04:00"));
    }

    [Fact]
    public void TakesOpenings_AsTheSpecialHoursOfAClosedDay()
    {
        var office = Read(new WindowText
        {
            Name = "office",
            Zone = Lagos,
            Weekly = [new WeeklyText("Mon-Fri", "09:00-18:00")],
            Closings = [new DateText("2026-12-24")],
            Openings = [new DateText("2026-12-24", "10:00-12:00"), new DateText("2026-12-26", "10:00-12:00")],
        });
        Assert.False(office.IsOpen("2026-12-24 09:30"));
        Assert.True(office.IsOpen("2026-12-24 10:30"));
        Assert.True(office.IsOpen("2026-12-26 10:30"));
        Assert.False(office.IsOpen("2026-12-26 12:00"));
    }

    [Fact]
    public void EndsHard_WithItsValidity()
    {
        var contract = Read(new WindowText
        {
            Name = "contract",
            Zone = Lagos,
            Weekly = [new WeeklyText("daily", "22:00-06:00")],
            ValidFrom = "2026-11-10",
            ValidThrough = "2026-11-12",
        });
        Assert.False(contract.IsOpen("2026-11-10 02:00"));
        Assert.True(contract.IsOpen("2026-11-12 23:59"));
        Assert.False(contract.IsOpen("2026-11-13 00:00"));
        Assert.Null(contract.NextChange(At("2026-11-13 00:00", Lagos)));
        Assert.Equal(At("2026-11-10 22:00", Lagos), contract.NextOpening(Utc("2020-01-01 00:00")));
    }

    [Fact]
    public void MergesIntervalsThatTouch_WithoutAFalseClosing()
    {
        var seam = Weekly(Lagos, ("Mon", "08:00-12:00, 12:00-16:00"), ("Mon", "16:00-24:00"), ("Tue", "00:00-02:00"));
        Assert.Equal(new WindowChange(At("2026-11-24 02:00", Lagos), false), seam.NextChange(At("2026-11-23 09:00", Lagos)));
        Assert.Single(seam.Between(At("2026-11-23 00:00", Lagos), At("2026-11-30 00:00", Lagos)));
    }

    [Fact]
    public void NeverChanges_WhenAlwaysOpen()
    {
        var always = Weekly(Lagos, ("daily", "00:00-24:00"));
        Assert.True(always.IsOpen("2026-11-23 00:00"));
        Assert.Null(always.NextChange(Utc("2026-11-23 10:00")));
        Assert.Equal("Open", WindowPhrases.Next(always, Utc("2026-11-23 10:00")));
    }

    [Fact]
    public void NeverOpens_AfterItsLastOpening()
    {
        var once = Read(new WindowText { Name = "once", Zone = Lagos, Openings = [new DateText("2026-12-31", "22:00-02:00")] });
        Assert.Equal(new WindowChange(At("2026-12-31 22:00", Lagos), true), once.NextChange(Utc("2026-11-23 10:00")));
        Assert.True(once.IsOpen("2027-01-01 01:59"));
        Assert.False(once.IsOpen("2027-01-01 02:00"));
        Assert.Null(once.NextChange(At("2027-01-01 02:00", Lagos)));
        Assert.Equal("Does not open again", WindowPhrases.Next(once, Utc("2027-02-01 00:00")));
    }

    [Fact]
    public void SkipsHolidays_WhenLookingForTheNextOpening()
    {
        var mondays = Read(new WindowText
        {
            Name = "mondays",
            Zone = Lagos,
            Weekly = [new WeeklyText("Mon", "08:00-10:00")],
            Closings = [new DateText("2026-11-30"), new DateText("2026-12-07")],
        });
        Assert.Equal(At("2026-12-14 08:00", Lagos), mondays.NextOpening(At("2026-11-23 09:00", Lagos)));
    }

    [Theory]
    [InlineData("2026-11-21 12:00", "Opens Mon 08:00 Africa/Lagos")]
    [InlineData("2026-11-23 12:00", "Closes Mon 18:00 Africa/Lagos")]
    [InlineData("2026-11-23 18:00", "Opens Mon 2026-11-30 08:00 Africa/Lagos")]
    public void SaysInWords_WhatComesNext(string now, string words) =>
        Assert.Equal(words, WindowPhrases.Next(Weekly(Lagos, ("Mon", "08:00-18:00")), At(now, Lagos)));
}
