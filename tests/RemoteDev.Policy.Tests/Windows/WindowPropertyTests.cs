using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Tests.Windows;

public sealed class WindowPropertyTests
{
    private static readonly string[] Zones = ["Africa/Lagos", "Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe"];
    private static readonly string[] Days = ["Mon", "Mon-Fri", "Sat-Sun", "daily", "Fri-Mon"];

    [Fact]
    public void ThreeAnswers_IsOpen_NextChange_Between_AgreeEverywhere()
    {
        var windows = from zone in Gen.Elements(Zones)
                      from days in Gen.Elements(Days)
                      from start in Gen.Choose(0, 23)
                      from length in Gen.Choose(1, 22)
                      from half in Gen.Elements("00", "30")
                      select WindowFixture.Weekly(zone, (days, $"{start:00}:{half}-{(start + length) % 24:00}:{half}"));
        // Around both of 2026's changes of the clock.
        var instants = from day in Gen.Elements(80, 88, 290, 298, 305)
                       from minute in Gen.Choose(0, 10 * 24 * 60)
                       select Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromDays(day) + Duration.FromMinutes(minute);

        Prop.ForAll(windows.ToArbitrary(), instants.ToArbitrary(), Agree).QuickCheckThrowOnFailure();
    }

    private static bool Agree(WindowDefinition window, Instant at)
    {
        var open = window.IsOpenAt(at);
        var change = window.NextChange(at);
        var inside = window.Between(at, at + Duration.FromMinutes(1)).Any(span => span.Contains(at));
        return open == inside
            && change is { } next
            && next.Opens == !open
            && window.IsOpenAt(next.At) == next.Opens
            && window.IsOpenAt(next.At - Duration.FromMilliseconds(1)) == open;
    }
}
