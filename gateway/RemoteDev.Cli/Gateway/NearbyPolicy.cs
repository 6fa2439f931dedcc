namespace RemoteDev.Cli.Gateway;

/// <summary>A policy around a denial, and what stands in its way.</summary>
internal sealed record NearbyPolicy(string Policy, IReadOnlyList<string> Obstacles, DateTimeOffset? At);
