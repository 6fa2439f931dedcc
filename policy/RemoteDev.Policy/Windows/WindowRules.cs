using System.Collections.Frozen;
using NodaTime;

namespace RemoteDev.Policy.Windows;

/// <summary>What a window says, read and checked; <see cref="WindowSpans"/> says when that is.</summary>
internal sealed record WindowRules
{
    public required IReadOnlyList<WeeklyHours> Weekly { get; init; }

    /// <summary>Dates whose weekly hours do not open.</summary>
    public required FrozenSet<LocalDate> ClosedDates { get; init; }

    /// <summary>Hours of a date during which the window is shut whatever else is open.</summary>
    public required FrozenDictionary<LocalDate, ClockSpan[]> ClosedHours { get; init; }

    public required FrozenDictionary<LocalDate, ClockSpan[]> Openings { get; init; }

    public LocalDate? ValidFrom { get; init; }

    public LocalDate? ValidThrough { get; init; }
}
