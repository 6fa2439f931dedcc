namespace RemoteDev.Cli.Gateway;

/// <summary>One connection of a connector.</summary>
/// <param name="Key">The fingerprint of the key that it showed.</param>
internal sealed record ConnectorLink(DateTimeOffset Since, string Source, DateTimeOffset LastSeen, string Key);
