using NodaTime;

namespace RemoteDev.Gateway.Console.Times;

/// <summary>Zones by id, for people and windows.</summary>
internal static class Zones
{
    /// <summary>The zone, or UTC when the id names none: a page is shown with honest UTC times rather than not at all.</summary>
    public static DateTimeZone OrUtc(string? id) =>
        id is { Length: > 0 and < 100 } ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) ?? DateTimeZone.Utc : DateTimeZone.Utc;

    /// <summary>Every place a person may name, for suggestions in forms.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. DateTimeZoneProviders.Tzdb.Ids.Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)
            && !id.StartsWith("SystemV/", StringComparison.Ordinal) && !id.StartsWith("US/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
