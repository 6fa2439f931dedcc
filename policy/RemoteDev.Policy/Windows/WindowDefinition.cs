using NodaTime;

namespace RemoteDev.Policy.Windows;

/// <summary>
/// A named time window: weekly hours in an IANA zone, with exceptions by date and a range of validity. Immutable.
/// </summary>
/// <remarks>
/// <para>Hours are start inclusive, end exclusive, and belong to the day they open on: <c>Mon 22:00-06:00</c> covers Tuesday 02:00 and not
/// Monday 02:00, and a holiday on Tuesday does not shorten Monday's night.</para>
/// <para><b>Daylight saving.</b> A clock time means the first instant at which the zone's clock shows that time or a later one. A time that
/// the clock skips is therefore the end of the gap, and a time that the clock shows twice is its first showing, for opening and
/// closing alike. So hours inside a gap never open, hours across an overlap include both passes, and hours that end inside an
/// overlap end at the first showing.</para>
/// <para>Validity is a hard edge in local dates: a night that opens on the last valid day ends at its midnight.</para>
/// </remarks>
public sealed class WindowDefinition
{
    private readonly WindowSpans _spans;

    internal WindowDefinition(string name, DateTimeZone zone, WindowRules rules)
    {
        (Name, Zone) = (name, zone);
        _spans = new WindowSpans(zone, rules);
    }

    /// <summary>The name that policies use.</summary>
    public string Name { get; }

    /// <summary>The zone whose clock counts.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>How far <see cref="NextChange"/> looks ahead.</summary>
    public static Duration Horizon { get; } = Duration.FromDays(800);

    /// <summary>Reads what a person wrote. Never throws on what was written; reports every fault, not the first.</summary>
    public static WindowReading Read(WindowText text) => WindowReader.Read(text);

    /// <summary>Whether the window is open at the instant.</summary>
    public bool IsOpenAt(Instant instant) => _spans.Cover(instant);

    /// <summary>
    /// The next opening or closing after the instant; null when nothing changes within <see cref="Horizon"/> of the instant or of the
    /// beginning of validity. Intervals that touch are one: there is no closing at their seam.
    /// </summary>
    public WindowChange? NextChange(Instant instant)
    {
        foreach (var span in _spans.From(instant))
        {
            if (!span.Contains(instant))
            {
                return new WindowChange(span.Opens, Opens: true);
            }

            return span.Closes < _spans.EndOfSearch(instant) ? new WindowChange(span.Closes, Opens: false) : null;
        }

        return null;
    }

    /// <summary>The next time the window opens after the instant, also when it is open now; null as in <see cref="NextChange"/>.</summary>
    public Instant? NextOpening(Instant instant)
    {
        foreach (var span in _spans.From(instant))
        {
            if (instant < span.Opens)
            {
                return span.Opens;
            }
        }

        return null;
    }

    /// <summary>The openings and closings after the instant, in order, as <see cref="NextChange"/> asked again and again.</summary>
    internal IEnumerable<Instant> Changes(Instant instant)
    {
        var end = _spans.EndOfSearch(instant);
        foreach (var span in _spans.From(instant))
        {
            if (span.Opens > instant)
            {
                yield return span.Opens;
            }

            if (span.Closes >= end)
            {
                yield break;
            }

            yield return span.Closes;
        }
    }

    /// <summary>The open stretches between two instants, clipped to them, in order, never touching each other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stretch is longer than <see cref="Horizon"/>.</exception>
    public IReadOnlyList<OpenSpan> Between(Instant start, Instant end)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, start + Horizon);
        var found = new List<OpenSpan>();
        foreach (var span in _spans.From(start))
        {
            if (span.Opens >= end)
            {
                break;
            }

            found.Add(new OpenSpan(Instant.Max(span.Opens, start), Instant.Min(span.Closes, end)));
        }

        return found;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Zone.Id})";
}
