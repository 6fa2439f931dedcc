using Microsoft.AspNetCore.Html;
using NodaTime;
using NodaTime.Text;

namespace RemoteDev.Gateway.Console.Times;

/// <summary>Shows instants to people: in a zone that is theirs or the window's, always with the machine-readable instant beside.</summary>
internal static class Moments
{
    private static readonly InstantPattern Machine = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'Z'");
    private static readonly ZonedDateTimePattern Whole = ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu HH':'mm':'ss x", null);
    private static readonly ZonedDateTimePattern Minute = ZonedDateTimePattern.CreateWithInvariantCulture("d MMM HH':'mm", null);
    private static readonly ZonedDateTimePattern Second = ZonedDateTimePattern.CreateWithInvariantCulture("d MMM HH':'mm':'ss", null);
    private static readonly ZonedDateTimePattern Day = ZonedDateTimePattern.CreateWithInvariantCulture("d MMM uuuu", null);
    private static readonly ZonedDateTimePattern Hour = ZonedDateTimePattern.CreateWithInvariantCulture("HH':'mm", null);
    private static readonly ZonedDateTimePattern WeekdayHour = ZonedDateTimePattern.CreateWithInvariantCulture("ddd HH':'mm", null);
    private static readonly ZonedDateTimePattern DatedHour = ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM HH':'mm", null);

    /// <summary><c>21 Nov 20:00</c>.</summary>
    public static IHtmlContent ToMinute(DateTimeOffset at, DateTimeZone zone) => Element(at, zone, Minute);

    /// <summary><c>21 Nov 20:00:07</c>.</summary>
    public static IHtmlContent ToSecond(DateTimeOffset at, DateTimeZone zone) => Element(at, zone, Second);

    /// <summary><c>21 Nov 2026</c>.</summary>
    public static IHtmlContent ToDay(DateTimeOffset at, DateTimeZone zone) => Element(at, zone, Day);

    /// <summary><c>Sat 20:00</c>: what a clock on the wall of that place shows.</summary>
    public static IHtmlContent Clock(DateTimeOffset at, DateTimeZone zone) => Element(at, zone, WeekdayHour);

    /// <summary>
    /// <c>Mon 08:00 Lagos (09:00 yours)</c>: the window's clock, which the contract names, and the viewer's beside it when they differ.
    /// </summary>
    public static IHtmlContent InWindow(DateTimeOffset at, DateTimeOffset now, DateTimeZone window, DateTimeZone viewer)
    {
        var text = Words(at, now, window, viewer);
        return Element(at, viewer, text);
    }

    /// <summary>The words of <see cref="InWindow"/>, for places that hold text only.</summary>
    public static string Words(DateTimeOffset at, DateTimeOffset now, DateTimeZone window, DateTimeZone viewer)
    {
        var instant = Instant.FromDateTimeOffset(at);
        var theirs = instant.InZone(window);
        var mine = instant.InZone(viewer);
        var words = $"{Near(theirs, now)} {City(window)}";
        if (theirs.LocalDateTime == mine.LocalDateTime)
        {
            return words;
        }

        return theirs.Date == mine.Date ? $"{words} ({Hour.Format(mine)} yours)" : $"{words} ({Near(mine, now)} yours)";
    }

    /// <summary><c>Lagos</c> for <c>Africa/Lagos</c>: what people call the clock of a place.</summary>
    public static string City(DateTimeZone zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary><c>2 h 05 min</c>, <c>4 min</c>, <c>40 s</c>: as exact as it is useful.</summary>
    public static string Length(TimeSpan length) => length switch
    {
        { Ticks: < 0 } => "0 s",
        { TotalMinutes: < 1 } => $"{length.Seconds} s",
        { TotalHours: < 1 } => $"{length.Minutes} min",
        { TotalDays: < 2 } => $"{(int)length.TotalHours} h {length.Minutes:00} min",
        _ => $"{(int)length.TotalDays} days",
    };

    /// <summary>The instant as machines read it.</summary>
    public static string Iso(DateTimeOffset at) => Machine.Format(Instant.FromDateTimeOffset(at));

    private static string Near(ZonedDateTime at, DateTimeOffset now)
    {
        var today = Instant.FromDateTimeOffset(now).InZone(at.Zone).Date;
        var days = Period.DaysBetween(today, at.Date);
        // Beyond six days a weekday alone names two dates.
        return days == 0 ? Hour.Format(at) : days is > 0 and < 7 ? WeekdayHour.Format(at) : DatedHour.Format(at);
    }

    private static HtmlString Element(DateTimeOffset at, DateTimeZone zone, ZonedDateTimePattern pattern) =>
        Element(at, zone, pattern.Format(Instant.FromDateTimeOffset(at).InZone(zone)));

    private static HtmlString Element(DateTimeOffset at, DateTimeZone zone, string text)
    {
        var instant = Instant.FromDateTimeOffset(at);
        // Zone ids and patterns are ours, not a person's: nothing here needs encoding, and the sample's letters cannot hold markup.
        return new HtmlString($"<time datetime=\"{Machine.Format(instant)}\" title=\"{Whole.Format(instant.InZone(zone))}\">{text}</time>");
    }
}
