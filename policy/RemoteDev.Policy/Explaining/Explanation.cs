using NodaTime;

namespace RemoteDev.Policy.Explaining;

/// <summary>Why something is denied and what would have to change, for machines and for people.</summary>
public sealed record Explanation
{
    /// <summary>Knows nothing.</summary>
    public static Explanation Nothing { get; } = new() { Text = "Refused." };

    /// <summary>One or two sentences for the person who asked.</summary>
    public required string Text { get; init; }

    /// <summary>The policies that forbid.</summary>
    public IReadOnlyList<string> ForbiddenBy { get; init; } = [];

    /// <summary>The policies that would permit after <see cref="Remedies"/>.</summary>
    public IReadOnlyList<string> WouldPermit { get; init; } = [];

    /// <summary>What would have to change, all of it together; empty when nothing is known that would help.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>With <see cref="Remedy.Wait"/>: when it would be permitted.</summary>
    public Instant? OpensAt { get; init; }

    /// <summary>With <see cref="Remedy.Wait"/>: the window that makes the difference.</summary>
    public string? Window { get; init; }

    /// <summary>With <see cref="Remedy.Wait"/>: the zone the window is written in.</summary>
    public DateTimeZone? Zone { get; init; }
}
