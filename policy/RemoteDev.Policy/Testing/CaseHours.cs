using System.Diagnostics.CodeAnalysis;
using NodaTime;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Testing;

/// <summary>
/// The hours of a week that a case is about: <c>Mon-Fri 08:00-18:00 Africa/Lagos</c>, several with <c>;</c> between them, or <c>never</c>
/// or <c>always</c> with a zone. The week is the one, Monday to Sunday, in which the reference instant lies.
/// </summary>
public sealed class CaseHours
{
    private readonly WindowDefinition? _window;
    private readonly DateTimeZone _zone;
    private readonly bool _always;

    private CaseHours(string text, DateTimeZone zone, WindowDefinition? window, bool always) => (Text, _zone, _window, _always) = (text, zone, window, always);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The zone whose week and clock count.</summary>
    public DateTimeZone Zone => _zone;

    /// <summary>Reads hours of the week.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out CaseHours? hours)
    {
        hours = null;
        var space = text.LastIndexOf(' ');
        if (space <= 0 || DateTimeZoneProviders.Tzdb.GetZoneOrNull(text[(space + 1)..]) is not { } zone)
        {
            return false;
        }

        var spans = text[..space].Trim();
        if (spans is "never" or "always")
        {
            hours = new CaseHours(text, zone, null, spans == "always");
            return true;
        }

        var lines = new List<WeeklyText>();
        foreach (var part in spans.Split(';', StringSplitOptions.TrimEntries))
        {
            var cut = part.IndexOf(' ', StringComparison.Ordinal);
            if (cut < 0)
            {
                return false;
            }

            lines.Add(new WeeklyText(part[..cut], part[(cut + 1)..]));
        }

        var reading = WindowDefinition.Read(new WindowText { Name = "hours", Zone = zone.Id, Weekly = lines });
        hours = reading.Succeeded ? new CaseHours(text, zone, reading.Definition, always: false) : null;
        return hours is not null;
    }

    /// <summary>The week in which an instant lies.</summary>
    public Interval WeekOf(Instant reference)
    {
        var today = reference.InZone(_zone).Date;
        var monday = today.PlusDays(1 - (int)today.DayOfWeek);
        return new Interval(_zone.AtStartOfDay(monday).ToInstant(), _zone.AtStartOfDay(monday.PlusDays(7)).ToInstant());
    }

    /// <summary>The hours within a week.</summary>
    internal IReadOnlyList<OpenSpan> Spans(Interval week) =>
        _window?.Between(week.Start, week.End) ?? (_always ? [new OpenSpan(week.Start, week.End)] : []);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
