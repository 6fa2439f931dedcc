namespace RemoteDev.Gateway.Console.Api;

/// <summary>What an edit did, or would do.</summary>
/// <param name="Version">The catalogue's version after it.</param>
internal sealed record EditAnswer(long Version, bool DryRun, IReadOnlyList<ChangeAnswer> Changes);
