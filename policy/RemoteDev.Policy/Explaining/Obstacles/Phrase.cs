using System.Globalization;
using NodaTime;

namespace RemoteDev.Policy.Explaining.Obstacles;

/// <summary>One obstacle in words.</summary>
/// <param name="Words">What a developer reads: <c>needs a managed device</c>.</param>
/// <param name="Nearness">How near it is to being gone.</param>
/// <param name="At">When it is gone by itself.</param>
internal sealed record Phrase(string Words, Nearness Nearness, Instant? At = null)
{
    private const int MostParts = 3;

    /// <summary>All of them stand in the way.</summary>
    public static Phrase All(IReadOnlyList<Phrase> parts) =>
        new(Join(parts, " and "), parts.Max(part => part.Nearness), parts.Max(part => part.At));

    /// <summary>It is enough that one of them is gone.</summary>
    public static Phrase Either(IEnumerable<Phrase> parts)
    {
        var sorted = parts.DistinctBy(part => part.Words, StringComparer.Ordinal).OrderBy(part => part.Nearness).ThenBy(part => part.At ?? Instant.MaxValue).ToList();
        return new Phrase(Join(sorted, " or "), sorted[0].Nearness, sorted[0].At);
    }

    private static string Join(IReadOnlyList<Phrase> parts, string between)
    {
        var words = string.Join(between, parts.Take(MostParts).Select(part => part.Words));
        return parts.Count <= MostParts
            ? words
            : string.Create(CultureInfo.InvariantCulture, $"{words}{between}{parts.Count - MostParts} more");
    }
}
