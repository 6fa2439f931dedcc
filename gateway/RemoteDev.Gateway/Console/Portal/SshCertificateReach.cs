using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Portal;

/// <summary>
/// How long a person's SSH certificate is good for, and what it may be good for. What it opens is judged each time it is shown; that it
/// ends with the day's work is so that one that was lost is soon worth nothing.
/// </summary>
internal sealed class SshCertificateReach(EnvironmentOutlooks outlooks, TimeProvider clock)
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <summary>When nothing is open to the person now: enough to be at the door when it opens, and for git.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>Until when: eight hours, or when the last of what is open to the person closes.</summary>
    /// <returns>The end, and the environments that the person may reach by SSH at some time.</returns>
    public (DateTimeOffset Until, IReadOnlyList<string> Environments) Of(Verified verified)
    {
        var now = clock.GetUtcNow();
        var all = outlooks.Of(verified);
        var open = all.Where(outlook => outlook.IsOpen).ToList();
        var until = open.Count == 0 ? now + Shortest : open.Max(outlook => outlook.ClosesAt ?? DateTimeOffset.MaxValue);
        return (
            until < now + Longest ? until : now + Longest,
            [.. all.Where(outlook => outlook.Environment.Ssh is not null).Select(outlook => outlook.Environment.Name).Order(StringComparer.Ordinal)]);
    }
}
