namespace RemoteDev.Gateway.Console.Api;

/// <summary>One connection of a connector.</summary>
/// <param name="Source">The address it comes from.</param>
/// <param name="Key">The fingerprint of the key that it showed.</param>
internal sealed record ConnectorLinkAnswer(DateTimeOffset Since, string Source, DateTimeOffset LastSeen, string Key);
