namespace RemoteDev.Cli.Gateway;

/// <summary>Why policy answers as it does.</summary>
internal sealed record Explanation(
    string Verdict,
    string Text,
    IReadOnlyList<string> Policies,
    IReadOnlyList<string> Obligations,
    IReadOnlyList<string> WouldPermit,
    IReadOnlyList<string> Remedies,
    DateTimeOffset? OpensAt,
    string? Window,
    string? Zone,
    IReadOnlyList<NearbyPolicy>? Forbids,
    IReadOnlyList<NearbyPolicy>? Permits,
    int MorePermits);
