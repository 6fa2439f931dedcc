using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RemoteDev.Policy.Surveying;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Comparing;

/// <summary>Says stretches of a week as people say hours: <c>Mon-Fri 08:00-18:00 Africa/Lagos</c>.</summary>
internal static class TimeWords
{
    private const int MostParts = 8;

    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern Exactly = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss;FFF");

    public static string Of(ImmutableArray<OpenSpan> spans, Interval stretch, Timeline timeline)
    {
        if (spans is [var all] && all.Opens == stretch.Start && all.Closes == stretch.End)
        {
            return "at any time";
        }

        var zone = ZoneOf(spans, timeline);
        var parts = spans
            .Select(span => (Day: (int)span.Opens.InZone(zone).DayOfWeek - 1, Clock: Clock(span, zone), Opens: span.Opens.InZone(zone).LocalDateTime))
            .GroupBy(part => part.Clock, StringComparer.Ordinal)
            .Select(group => group.Key.StartsWith('!') ? group.Key[1..] : $"{DaysOf(group.Select(part => part.Day))} {group.Key}")
            .ToList();
        var words = parts.Count <= MostParts
            ? string.Join(", ", parts)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", parts.Take(MostParts))} and {parts.Count - MostParts} more stretches");
        return $"{words} {zone.Id}";
    }

    /// <summary>The zone in which most of the edges are a window's; UTC when none is.</summary>
    private static DateTimeZone ZoneOf(ImmutableArray<OpenSpan> spans, Timeline timeline) =>
        spans.SelectMany(span => new[] { span.Opens, span.Closes }).SelectMany(timeline.ZonesAt)
            .GroupBy(zone => zone.Id, StringComparer.Ordinal).MaxBy(group => group.Count())?.First() ?? DateTimeZone.Utc;

    private static string Clock(OpenSpan span, DateTimeZone zone)
    {
        var opens = span.Opens.InZone(zone).LocalDateTime;
        var closes = span.Closes.InZone(zone).LocalDateTime;
        return closes.Date <= opens.Date.PlusDays(1) && closes.TimeOfDay <= opens.TimeOfDay || closes.Date == opens.Date
            ? $"{Text(opens.TimeOfDay)}-{(closes.TimeOfDay == LocalTime.Midnight ? "24:00" : Text(closes.TimeOfDay))}"
            : $"!{DayOf(opens)} {Text(opens.TimeOfDay)} to {DayOf(closes)} {Text(closes.TimeOfDay)}";
    }

    private static string DayOf(LocalDateTime time) => Days[(int)time.DayOfWeek - 1];

    private static string Text(LocalTime time) =>
        (time.TickOfSecond == 0 && time.Second == 0 ? Minutes : Exactly).Format(time);

    private static string DaysOf(IEnumerable<int> days)
    {
        var sorted = days.Distinct().Order().ToList();
        if (sorted.Count == Days.Length)
        {
            return "daily";
        }

        var words = new List<string>();
        for (var i = 0; i < sorted.Count; i++)
        {
            var last = i;
            while (last + 1 < sorted.Count && sorted[last + 1] == sorted[last] + 1)
            {
                last++;
            }

            if (last - i >= 2)
            {
                words.Add($"{Days[sorted[i]]}-{Days[sorted[last]]}");
                i = last;
            }
            else
            {
                words.Add(Days[sorted[i]]);
            }
        }

        return string.Join(", ", words);
    }
}
