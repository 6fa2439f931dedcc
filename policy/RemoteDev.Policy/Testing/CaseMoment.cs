using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.Text;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.Testing;

/// <summary>
/// When a case takes place: an instant, <c>2026-11-24T08:30:00Z</c>, a date and clock time in a zone, <c>2026-11-24 09:30 Africa/Lagos</c>,
/// or a weekday, <c>Tue 09:30 Africa/Lagos</c>, which is that day of the week (Monday to Sunday) in which the reference instant lies.
/// </summary>
public sealed class CaseMoment
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private readonly Func<Instant, Instant> _resolve;

    private CaseMoment(string text, Func<Instant, Instant> resolve) => (Text, _resolve) = (text, resolve);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>Reads a moment.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out CaseMoment? moment)
    {
        moment = null;
        if (InstantPattern.ExtendedIso.Parse(text) is { Success: true } instant)
        {
            moment = new CaseMoment(text, _ => instant.Value);
            return true;
        }

        var words = text.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 3 || !Clock.Parse(words[1]).TryGetValue(default, out var time)
            || DateTimeZoneProviders.Tzdb.GetZoneOrNull(words[2]) is not { } zone)
        {
            return false;
        }

        if (LocalDatePattern.Iso.Parse(words[0]) is { Success: true } date)
        {
            moment = new CaseMoment(text, _ => At(date.Value, time, zone));
        }
        else if (DaysText.TryDay(words[0], out var day))
        {
            moment = new CaseMoment(text, reference =>
            {
                var today = reference.InZone(zone).Date;
                return At(today.PlusDays(day + 1 - (int)today.DayOfWeek), time, zone);
            });
        }

        return moment is not null;
    }

    /// <summary>The instant it means, seen from a reference instant.</summary>
    public Instant Resolve(Instant reference) => _resolve(reference);

    /// <inheritdoc/>
    public override string ToString() => Text;

    // As windows read clock times: what the clock skips is the end of the gap, what it shows twice is its first showing.
    private static Instant At(LocalDate date, LocalTime time, DateTimeZone zone)
    {
        var map = zone.MapLocal(date + time);
        return map.Count == 0 ? map.EarlyInterval.End : map.First().ToInstant();
    }
}
