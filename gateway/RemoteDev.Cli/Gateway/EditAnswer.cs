namespace RemoteDev.Cli.Gateway;

/// <summary>What an edit did.</summary>
internal sealed record EditAnswer(long Version, bool DryRun, IReadOnlyList<EntryChange> Changes);
