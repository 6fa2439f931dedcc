namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>How long access tokens live.</summary>
/// <param name="Longest">Nobody makes one that lives longer.</param>
internal sealed record TokenLifetimes(TimeSpan Longest)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>What the page offers first, unless less is the most.</summary>
    public TimeSpan Usual => TimeSpan.FromDays(7) < Longest ? TimeSpan.FromDays(7) : Longest;
}
