namespace RemoteDev.Policy.Windows;

/// <summary>
/// A time window as a person writes it, in a form, in YAML or over REST. <see cref="WindowDefinition.Read"/> turns it into a
/// definition or into every fault at once.
/// </summary>
public sealed record WindowText
{
    /// <summary>The name policies use: <c>RemoteDev::Window::"lagos-office"</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// An IANA zone, <c>Africa/Lagos</c>. A fixed offset is refused: contracts name places, and places change their clocks.
    /// </summary>
    public required string Zone { get; init; }

    /// <summary>The hours that come back every week.</summary>
    public IReadOnlyList<WeeklyText> Weekly { get; init; } = [];

    /// <summary>Holidays and other dates on which the window does not open, or is closed for some hours.</summary>
    public IReadOnlyList<DateText> Closings { get; init; } = [];

    /// <summary>One-off openings. On a date that is closed for the whole day they are the special hours of that day.</summary>
    public IReadOnlyList<DateText> Openings { get; init; } = [];

    /// <summary>The first date of validity, <c>2026-11-01</c>; empty means no beginning.</summary>
    public string? ValidFrom { get; init; }

    /// <summary>The last date of validity, to its last instant; empty means no end.</summary>
    public string? ValidThrough { get; init; }
}
