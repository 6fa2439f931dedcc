using NodaTime;
using NodaTime.Text;

namespace RemoteDev.Gateway.Console.Tables;

/// <summary>Days as a person types them, on that person's clock: from the first instant of one to the last of another.</summary>
internal static class DayRange
{
    /// <summary>The first instant of the day, or null when nothing (or no date) was typed.</summary>
    public static DateTimeOffset? From(string? day, DateTimeZone zone) => Start(day, zone, 0);

    /// <summary>The first instant after the day.</summary>
    public static DateTimeOffset? Through(string? day, DateTimeZone zone) => Start(day, zone, 1);

    private static DateTimeOffset? Start(string? day, DateTimeZone zone, int plus) =>
        LocalDatePattern.Iso.Parse(day ?? "").TryGetValue(default, out var date) && date.Year is > 1999 and < 2199
            ? zone.AtStartOfDay(date.PlusDays(plus)).ToDateTimeOffset()
            : null;
}
