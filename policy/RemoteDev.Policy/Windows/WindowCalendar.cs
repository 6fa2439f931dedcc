using NodaTime;

namespace RemoteDev.Policy.Windows;

/// <summary>Cuts a window's open hours into the blocks of a weekly calendar.</summary>
public static class WindowCalendar
{
    /// <summary>
    /// The blocks of the week (Monday to Sunday) that contains the date, drawn in the given zone: the window's own, or the viewer's.
    /// </summary>
    public static IReadOnlyList<WindowBlock> Week(WindowDefinition window, LocalDate anyDay, DateTimeZone drawnIn)
    {
        var monday = anyDay.PlusDays(1 - (int)anyDay.DayOfWeek);
        var blocks = new List<WindowBlock>();
        for (var day = monday; day < monday.PlusDays(7); day = day.PlusDays(1))
        {
            var start = drawnIn.AtStartOfDay(day).ToInstant();
            var end = drawnIn.AtStartOfDay(day.PlusDays(1)).ToInstant();
            foreach (var span in window.Between(start, end))
            {
                var from = Minute(span.Opens, drawnIn);
                var to = span.Closes == end ? ClockSpan.MinutesPerDay : Minute(span.Closes, drawnIn);
                // When the clock runs back within the span, the hand can show less at its end than at its start.
                blocks.Add(new WindowBlock(day, from, Math.Max(from, to), span));
            }
        }

        return blocks;
    }

    private static int Minute(Instant instant, DateTimeZone zone)
    {
        var time = instant.InZone(zone).TimeOfDay;
        return (time.Hour * 60) + time.Minute;
    }
}
