using NodaTime;

namespace RemoteDev.Policy.Previewing;

/// <summary>Who can do something when: a week cut at every instant at which an answer changes.</summary>
/// <param name="From">The beginning.</param>
/// <param name="To">The end.</param>
/// <param name="People">How many people were asked about.</param>
/// <param name="Segments">In order, touching each other, from the beginning to the end.</param>
public sealed record WeekMap(Instant From, Instant To, int People, IReadOnlyList<WeekSegment> Segments)
{
    /// <summary>The segment that an instant of the week lies in; the first or the last for an instant outside.</summary>
    public WeekSegment At(Instant instant) => Segments.LastOrDefault(segment => segment.From <= instant) ?? Segments[0];

    /// <summary>The segments that touch a stretch of time, as the hour of a heat map.</summary>
    public IEnumerable<WeekSegment> Within(Instant from, Instant to) => Segments.Where(segment => segment.From < to && from < segment.To);
}
