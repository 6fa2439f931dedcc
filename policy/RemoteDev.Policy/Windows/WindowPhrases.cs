using NodaTime;
using NodaTime.Text;

namespace RemoteDev.Policy.Windows;

/// <summary>Says in words when a window opens and closes, in the window's own zone.</summary>
public static class WindowPhrases
{
    // Beyond six days a weekday alone names two dates.
    private static readonly Duration WeekdayIsEnough = Duration.FromDays(6);

    private static readonly ZonedDateTimePattern Near = Pattern("ddd HH':'mm z");
    private static readonly ZonedDateTimePattern Far = Pattern("ddd uuuu'-'MM'-'dd HH':'mm z");

    /// <summary><c>Opens Mon 08:00 Africa/Lagos</c>; with the date when that is more than six days away.</summary>
    public static string Opens(Instant at, Instant now, DateTimeZone zone) => "Opens " + Moment(at, now, zone);

    /// <summary><c>Closes Mon 18:00 Africa/Lagos</c>.</summary>
    public static string Closes(Instant at, Instant now, DateTimeZone zone) => "Closes " + Moment(at, now, zone);

    /// <summary>What the window does next: it opens, it closes, it stays open, or it does not open again.</summary>
    public static string Next(WindowDefinition window, Instant now) => window.NextChange(now) switch
    {
        { Opens: true } change => Opens(change.At, now, window.Zone),
        { } change => Closes(change.At, now, window.Zone),
        null => window.IsOpenAt(now) ? "Open" : "Does not open again",
    };

    /// <summary><c>Mon 08:00 Africa/Lagos</c>.</summary>
    public static string Moment(Instant at, Instant now, DateTimeZone zone) =>
        (at - now > WeekdayIsEnough || at < now ? Far : Near).Format(at.InZone(zone));

    private static ZonedDateTimePattern Pattern(string text) => ZonedDateTimePattern.CreateWithInvariantCulture(text, null);
}
