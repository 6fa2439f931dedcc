using NodaTime;
using NodaTime.Text;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Tests.Windows;

internal static class WindowFixture
{
    public static WindowDefinition Weekly(string zone, params (string Days, string Hours)[] lines) =>
        Read(new WindowText { Name = "w", Zone = zone, Weekly = [.. lines.Select(line => new WeeklyText(line.Days, line.Hours))] });

    public static WindowDefinition Read(WindowText text)
    {
        var reading = WindowDefinition.Read(text);
        Assert.True(reading.Succeeded, string.Join('\n', reading.Faults));
        return reading.Definition;
    }

    /// <summary>The instant at which the zone's clock shows the time for the first time: "2026-07-02 17:30".</summary>
    public static Instant At(string local, string zone) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(local).Value
            .InZoneLeniently(DateTimeZoneProviders.Tzdb[zone]).ToInstant();

    public static Instant Utc(string local) => At(local, "Etc/UTC");

    public static bool IsOpen(this WindowDefinition window, string local) => window.IsOpenAt(At(local, window.Zone.Id));
}
