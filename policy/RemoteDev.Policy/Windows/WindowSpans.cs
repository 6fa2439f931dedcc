using NodaTime;

namespace RemoteDev.Policy.Windows;

/// <summary>Turns rules on a local calendar into stretches of real time.</summary>
internal sealed class WindowSpans(DateTimeZone zone, WindowRules rules)
{
    /// <summary>Whether a stretch covers the instant. Looks at two dates only, because this is asked for every judgement.</summary>
    public bool Cover(Instant instant)
    {
        var today = instant.InZone(zone).Date;
        return OpensOn(today.PlusDays(-1), instant) || OpensOn(today, instant);
    }

    /// <summary>
    /// The stretches that end after the instant, in order, merged where they touch, to the end of the search.
    /// </summary>
    public IEnumerable<OpenSpan> From(Instant instant) =>
        Subtract(Merge(Raw(instant)), instant).Where(span => span.Closes > instant);

    /// <summary>Where looking ahead from the instant stops. A stretch that reaches it is cut by the search, not by the rules.</summary>
    public Instant EndOfSearch(Instant instant) => At(LastDate(instant), ClockSpan.MinutesPerDay);

    /// <summary>The first instant at which the zone's clock shows that time of that date, or a later one.</summary>
    public Instant At(LocalDate date, int minutes)
    {
        var local = date.PlusDays(minutes / ClockSpan.MinutesPerDay).AtMidnight().PlusMinutes(minutes % ClockSpan.MinutesPerDay);
        var map = zone.MapLocal(local);
        return map.Count == 0 ? map.EarlyInterval.End : map.First().ToInstant();
    }

    private bool OpensOn(LocalDate date, Instant instant)
    {
        if (date < rules.ValidFrom || date > rules.ValidThrough)
        {
            return false;
        }

        var spans = new List<OpenSpan>();
        Collect(date, spans);
        return spans.Exists(span => span.Contains(instant)) && !IsShut(date, instant) && !IsShut(date.PlusDays(1), instant)
            && !IsShut(date.PlusDays(-1), instant);
    }

    private bool IsShut(LocalDate date, Instant instant) =>
        rules.ClosedHours.TryGetValue(date, out var hours)
        && Array.Exists(hours, clock => new OpenSpan(At(date, clock.From), At(date, clock.To)).Contains(instant));

    private LocalDate FirstDate(Instant instant)
    {
        // A night can reach into today from yesterday; nothing reaches further.
        var yesterday = instant.InZone(zone).Date.PlusDays(-1);
        return rules.ValidFrom is { } from && from > yesterday ? from : yesterday;
    }

    private LocalDate LastDate(Instant instant) => FirstDate(instant).PlusDays((int)WindowDefinition.Horizon.TotalDays);

    private IEnumerable<OpenSpan> Raw(Instant instant)
    {
        var first = FirstDate(instant);
        var last = LastDate(instant);
        if (rules.ValidThrough is { } through && through < last)
        {
            last = through;
        }

        var spans = new List<OpenSpan>();
        foreach (var date in Dates(first, last))
        {
            spans.Clear();
            Collect(date, spans);
            spans.Sort(static (a, b) => a.Opens.CompareTo(b.Opens));
            foreach (var span in spans)
            {
                yield return span;
            }
        }
    }

    private IEnumerable<LocalDate> Dates(LocalDate first, LocalDate last)
    {
        if (rules.Weekly.Count == 0)
        {
            foreach (var date in rules.Openings.Keys.Where(date => date >= first && date <= last).Order())
            {
                yield return date;
            }

            yield break;
        }

        for (var date = first; date <= last; date = date.PlusDays(1))
        {
            yield return date;
        }
    }

    private void Collect(LocalDate date, List<OpenSpan> spans)
    {
        if (!rules.ClosedDates.Contains(date))
        {
            foreach (var hours in rules.Weekly)
            {
                if (DaysText.Has(hours.Days, date.DayOfWeek))
                {
                    Add(date, hours.Span, spans);
                }
            }
        }

        foreach (var span in rules.Openings.GetValueOrDefault(date) ?? [])
        {
            Add(date, span, spans);
        }
    }

    private void Add(LocalDate date, ClockSpan clock, List<OpenSpan> spans)
    {
        var opens = At(date, clock.From);
        var closes = At(date, clock.To);
        if (rules.ValidThrough is { } through && clock.To > ClockSpan.MinutesPerDay && date == through)
        {
            closes = At(date, ClockSpan.MinutesPerDay);
        }

        if (opens < closes)
        {
            spans.Add(new OpenSpan(opens, closes));
        }
    }

    private static IEnumerable<OpenSpan> Merge(IEnumerable<OpenSpan> spans)
    {
        OpenSpan? current = null;
        foreach (var span in spans)
        {
            if (current is { } open && span.Opens <= open.Closes)
            {
                current = new OpenSpan(open.Opens, Instant.Max(open.Closes, span.Closes));
                continue;
            }

            if (current is { } done)
            {
                yield return done;
            }

            current = span;
        }

        if (current is { } rest)
        {
            yield return rest;
        }
    }

    private IEnumerable<OpenSpan> Subtract(IEnumerable<OpenSpan> spans, Instant instant)
    {
        if (rules.ClosedHours.Count == 0)
        {
            return spans;
        }

        var from = FirstDate(instant).PlusDays(-1);
        var shut = Merge(rules.ClosedHours
            .Where(pair => pair.Key >= from)
            .SelectMany(pair => pair.Value, (pair, clock) => new OpenSpan(At(pair.Key, clock.From), At(pair.Key, clock.To)))
            .OrderBy(span => span.Opens)).ToList();
        return spans.SelectMany(span => Without(span, shut));
    }

    private static IEnumerable<OpenSpan> Without(OpenSpan span, List<OpenSpan> shut)
    {
        var opens = span.Opens;
        foreach (var closing in shut)
        {
            if (closing.Opens >= span.Closes)
            {
                break;
            }

            if (closing.Opens > opens)
            {
                yield return new OpenSpan(opens, closing.Opens);
            }

            opens = Instant.Max(opens, closing.Closes);
        }

        if (opens < span.Closes)
        {
            yield return new OpenSpan(opens, span.Closes);
        }
    }
}
