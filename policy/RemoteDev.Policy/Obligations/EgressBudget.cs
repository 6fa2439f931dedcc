namespace RemoteDev.Policy.Obligations;

/// <summary>How many bytes may leave. A limit that is null is not set; where both are set, both hold.</summary>
/// <param name="PerDay">Bytes per person, environment and day.</param>
/// <param name="PerSession">Bytes per access session.</param>
public sealed record EgressBudget(long? PerDay, long? PerSession)
{
    // A budget above this is not a budget.
    private const long MaxBytes = 1L << 50;

    private static readonly (string Name, int Shift)[] Units = [("GiB", 30), ("MiB", 20), ("KiB", 10), ("B", 0)];

    /// <summary>No byte may leave.</summary>
    public static EgressBudget None { get; } = new(PerDay: 0, PerSession: null);

    /// <summary>The smaller of each limit.</summary>
    public static EgressBudget Strictest(EgressBudget a, EgressBudget b) =>
        new(Smaller(a.PerDay, b.PerDay), Smaller(a.PerSession, b.PerSession));

    /// <summary>Reads <c>50MiB/day</c>, <c>5MiB/session</c>, both with a comma between them, or <c>none</c>.</summary>
    /// <returns>What is wrong as a sentence, or null.</returns>
    internal static string? Read(string text, out EgressBudget budget)
    {
        budget = None;
        if (text.Trim() == "none")
        {
            return null;
        }

        long? perDay = null;
        long? perSession = null;
        foreach (var part in text.Split(',', 3, StringSplitOptions.TrimEntries))
        {
            var slash = part.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || !TryBytes(part.AsSpan(0, slash).Trim(), out var bytes))
            {
                return $"'{part}' is not a budget; write it like 50MiB/day or 5MiB/session, in B, KiB, MiB or GiB";
            }

            switch (part.AsSpan(slash + 1).Trim())
            {
                case "day" when perDay is null:
                    perDay = bytes;
                    break;
                case "session" when perSession is null:
                    perSession = bytes;
                    break;
                default:
                    return $"'{part}' must be one limit per day or per session, each at most once";
            }
        }

        budget = new EgressBudget(perDay, perSession);
        return null;
    }

    /// <summary>The text that <c>@egress</c> reads.</summary>
    public override string ToString() => this == None ? "none" : string.Join(", ", Limits());

    private IEnumerable<string> Limits()
    {
        if (PerDay is { } day)
        {
            yield return $"{Size(day)}/day";
        }

        if (PerSession is { } session)
        {
            yield return $"{Size(session)}/session";
        }
    }

    private static string Size(long bytes)
    {
        foreach (var (name, shift) in Units)
        {
            if (bytes >= 1L << shift && (bytes & ((1L << shift) - 1)) == 0)
            {
                return $"{bytes >> shift}{name}";
            }
        }

        return "0B";
    }

    private static bool TryBytes(ReadOnlySpan<char> text, out long bytes)
    {
        foreach (var (name, shift) in Units)
        {
            if (text.EndsWith(name, StringComparison.Ordinal)
                && Quantity.TryNumber(text[..^name.Length].TrimEnd(), MaxBytes >> shift, out var number))
            {
                bytes = number << shift;
                return true;
            }
        }

        bytes = 0;
        return false;
    }

    private static long? Smaller(long? a, long? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);
}
