using NodaTime;
using RemoteDev.Policy.Previewing;

namespace RemoteDev.Gateway.Console.Calendar;

/// <summary>
/// Who may when, drawn on the clock of one place: seven days of 24 hours, cut exactly where the answer changes. Positions are computed
/// here and written as SVG attributes, because the page's policy permits no inline style.
/// </summary>
internal sealed class AccessWeek
{
    private const int Minutes = 60;
    private const int Days = 7;
    private const int Fullest = 4;

    private AccessWeek(DateTimeZone zone, LocalDate monday, IReadOnlyList<AccessBlock> blocks, WeekMark? now)
    {
        (Zone, Monday, Blocks, Now) = (zone, monday, blocks, now);
    }

    public DateTimeZone Zone { get; }

    public LocalDate Monday { get; }

    public IReadOnlyList<AccessBlock> Blocks { get; }

    /// <summary>Where the hand of the clock stands, when it stands in this week.</summary>
    public WeekMark? Now { get; }

    public IEnumerable<LocalDate> Columns => Enumerable.Range(0, Days).Select(Monday.PlusDays);

    /// <summary>The first instant of the week and the first after it, on this clock: 167 or 169 hours apart when the clock is changed.</summary>
    public static (Instant From, Instant To) Span(LocalDate anyDay, DateTimeZone zone)
    {
        var monday = MondayOf(anyDay);
        return (zone.AtStartOfDay(monday).ToInstant(), zone.AtStartOfDay(monday.PlusDays(Days)).ToInstant());
    }

    /// <summary>Draws the week that a day lies in.</summary>
    /// <param name="segments">In order and touching; what lies outside the week is left out.</param>
    public static AccessWeek Of(IReadOnlyList<WeekSegment> segments, int people, LocalDate anyDay, DateTimeZone zone, Instant now)
    {
        var monday = MondayOf(anyDay);
        var blocks = new List<AccessBlock>();
        for (var day = monday; day < monday.PlusDays(Days); day = day.PlusDays(1))
        {
            var start = zone.AtStartOfDay(day).ToInstant();
            var end = zone.AtStartOfDay(day.PlusDays(1)).ToInstant();
            foreach (var segment in segments.Where(segment => segment.From < end && segment.To > start))
            {
                var (from, to) = (Instant.Max(segment.From, start), Instant.Min(segment.To, end));
                blocks.Add(Block(segment, people, monday, day, Minute(from, zone), to == end ? 24 * Minutes : Minute(to, zone), from));
            }
        }

        var local = now.InZone(zone).LocalDateTime;
        var inWeek = local.Date >= monday && local.Date < monday.PlusDays(Days);
        return new AccessWeek(
            zone, monday, blocks, inWeek ? new WeekMark(X(monday, local.Date), Y((local.Hour * Minutes) + local.Minute), WeekView.ColumnWidth) : null);
    }

    /// <summary>How many may, in words: <c>12 of 14 people may, 1 needs consent</c>.</summary>
    public static string Count(WeekSegment segment, int people)
    {
        var may = segment.Permitted switch
        {
            0 => "nobody may",
            1 when people == 1 => "may",
            _ when segment.Permitted == people => $"all {people} people may",
            _ => $"{segment.Permitted} of {people} people may",
        };
        var mfa = segment.NeedsMfa > 0 ? $", {segment.NeedsMfa} after a fresh second factor" : "";
        var consent = segment.NeedsApproval > 0 ? $", {segment.NeedsApproval} with somebody's consent" : "";
        return may + mfa + consent;
    }

    public int XOf(LocalDate day) => X(Monday, day);

    private static AccessBlock Block(WeekSegment segment, int people, LocalDate monday, LocalDate day, int from, int to, Instant at)
    {
        // When the clock runs back within the stretch, the hand can show less at its end than at its start.
        var length = Math.Max(0, to - from);
        var policies = segment.PolicyIds.Count == 0 ? "" : $", by {string.Join(", ", segment.PolicyIds)}";
        return new AccessBlock(
            X(monday, day) + 1,
            Y(from),
            WeekView.ColumnWidth - 2,
            Math.Max(2, length * WeekView.HourHeight / (double)Minutes),
            Level(segment.Permitted, people),
            segment.NeedsMfa + segment.NeedsApproval > 0,
            segment.NeedsMfa + segment.NeedsApproval > 0 ? $"{segment.Permitted} + {segment.NeedsMfa + segment.NeedsApproval}" : $"{segment.Permitted}",
            $"{day.DayOfWeek.ToString()[..3]} {WeekView.Clock(from)} to {WeekView.Clock(to)}: {Count(segment, people)}{policies}",
            at);
    }

    private static int Level(int may, int people) =>
        may == 0 || people == 0 ? 0 : may >= people ? Fullest : Math.Clamp(1 + (may * (Fullest - 1) / people), 1, Fullest - 1);

    private static int Minute(Instant instant, DateTimeZone zone)
    {
        var time = instant.InZone(zone).TimeOfDay;
        return (time.Hour * Minutes) + time.Minute;
    }

    private static LocalDate MondayOf(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);

    private static int X(LocalDate monday, LocalDate day) => WeekView.Left + (Period.DaysBetween(monday, day) * WeekView.ColumnWidth);

    private static double Y(int minute) => WeekView.Top + (minute * WeekView.HourHeight / (double)Minutes);
}
