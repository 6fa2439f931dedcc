namespace RemoteDev.Cli.Gateway;

/// <summary>A public key that opens for an environment's connector.</summary>
internal sealed record ConnectorKey(string Fingerprint, string Name, DateTimeOffset AddedAt, DateTimeOffset? UsedAt);
