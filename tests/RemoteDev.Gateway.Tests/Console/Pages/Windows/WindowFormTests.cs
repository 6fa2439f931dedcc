using RemoteDev.Gateway.Console.Pages.Windows;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Tests.Console.Pages.Windows;

public sealed class WindowFormTests
{
    [Fact]
    public void Read_CutsLinesIntoParts()
    {
        var text = WindowForm.Read(
            "lagos", " Africa/Lagos ", "Mon-Fri 08:00-12:00, 13:00-18:00\r\n\r\nSat all day", "2026-12-25 Christmas day\n2026-12-24 13:00-18:00", "2026-11-28 10:00-14:00 release 2", "", null);
        Assert.Equal([new WeeklyText("Mon-Fri", "08:00-12:00, 13:00-18:00"), new WeeklyText("Sat", "all day")], text.Weekly);
        Assert.Equal([new DateText("2026-12-25", null, "Christmas day"), new DateText("2026-12-24", "13:00-18:00")], text.Closings);
        Assert.Equal([new DateText("2026-11-28", "10:00-14:00", "release 2")], text.Openings);
        Assert.True(WindowDefinition.Read(text).Succeeded);
    }

    [Fact]
    public void Read_KeepsWhatCannotBeUnderstood_ForTheReaderToExplain()
    {
        var text = WindowForm.Read("lagos", "Mars/Olympus", "whenever", "soon", null, null, null);
        Assert.Equal("whenever", Assert.Single(text.Weekly).Days);
        Assert.False(WindowDefinition.Read(text).Succeeded);
    }

    [Fact]
    public void Write_ReadsBack()
    {
        var text = WindowForm.Read("lagos", "Africa/Lagos", "Mon-Fri 22:00-06:00", "2026-12-25 Christmas", "2026-11-28 10:00-14:00", null, null);
        var again = WindowForm.Read("lagos", text.Zone, WindowForm.Write(text.Weekly), WindowForm.Write(text.Closings), WindowForm.Write(text.Openings), null, null);
        Assert.Equal(text.Weekly, again.Weekly);
        Assert.Equal(text.Closings, again.Closings);
        Assert.Equal(text.Openings, again.Openings);
    }
}
