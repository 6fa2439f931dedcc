using NodaTime;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Console.Calendar;

/// <summary>
/// One week of a window drawn on the clock of one place: the window's own, or the viewer's. Positions are computed here and
/// written as SVG attributes, because the page's policy permits no inline style.
/// </summary>
internal sealed class WeekView
{
    public const int HourHeight = 14;
    public const int ColumnWidth = 62;
    public const int Left = 40;
    public const int Top = 24;
    private const int Minutes = 60;
    private const int Days = 7;

    private WeekView(DateTimeZone zone, LocalDate monday, IReadOnlyList<WeekBlock> blocks, WeekMark? now)
    {
        (Zone, Monday, Blocks, Now) = (zone, monday, blocks, now);
    }

    public static int Width => Left + (Days * ColumnWidth) + 1;

    public static int Height => Top + (24 * HourHeight) + 8;

    public DateTimeZone Zone { get; }

    public LocalDate Monday { get; }

    public IReadOnlyList<WeekBlock> Blocks { get; }

    /// <summary>Where the hand of the clock stands, when it stands in this week.</summary>
    public WeekMark? Now { get; }

    public IEnumerable<LocalDate> Columns => Enumerable.Range(0, Days).Select(Monday.PlusDays);

    public static WeekView Of(WindowDefinition window, LocalDate anyDay, DateTimeZone zone, Instant now)
    {
        var monday = anyDay.PlusDays(1 - (int)anyDay.DayOfWeek);
        var blocks = WindowCalendar.Week(window, anyDay, zone).Select(block => new WeekBlock(
            X(monday, block.Day) + 2,
            Y(block.FromMinute),
            ColumnWidth - 4,
            Math.Max(2, (block.ToMinute - block.FromMinute) * HourHeight / (double)Minutes),
            $"{block.Day.DayOfWeek.ToString()[..3]} {Clock(block.FromMinute)} to {Clock(block.ToMinute)}"));
        var local = now.InZone(zone).LocalDateTime;
        var inWeek = local.Date >= monday && local.Date < monday.PlusDays(Days);
        return new WeekView(
            zone,
            monday,
            [.. blocks],
            inWeek ? new WeekMark(X(monday, local.Date), Y((local.Hour * Minutes) + local.Minute), ColumnWidth) : null);
    }

    /// <summary><c>08:30</c>; the end of the day is <c>24:00</c>.</summary>
    public static string Clock(int minute) => $"{minute / Minutes:00}:{minute % Minutes:00}";

    public int XOf(LocalDate day) => X(Monday, day);

    public static double YOfHour(int hour) => Y(hour * Minutes);

    private static int X(LocalDate monday, LocalDate day) => Left + (Period.DaysBetween(monday, day) * ColumnWidth);

    private static double Y(int minute) => Top + (minute * HourHeight / (double)Minutes);
}
