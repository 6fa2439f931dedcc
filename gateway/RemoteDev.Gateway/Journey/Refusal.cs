namespace RemoteDev.Gateway.Journey;

/// <summary>
/// A step said no. Carries what the person is told, in words that hold on every door: the browser renders it as a page,
/// git as an <c>ERR</c> line, an API as JSON. Never carries a secret or a stack trace.
/// </summary>
/// <param name="Code">Stable, for machines and the trace.</param>
/// <param name="Reason">One or two plain sentences: what is refused, why, and what would change it.</param>
internal sealed record Refusal(RefusalCode Code, string Reason)
{
    /// <summary>Ids of the policies that decided, empty when none did.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>When the same request would be permitted again, as far as windows say.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>IANA id of the zone in which the window is written.</summary>
    public string? WindowZone { get; init; }

    /// <summary>With <see cref="RefusalCode.MfaNeeded"/>: the greatest age of a factor that policy accepts.</summary>
    public TimeSpan? MfaMaxAge { get; init; }
}
