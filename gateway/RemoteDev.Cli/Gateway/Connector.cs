namespace RemoteDev.Cli.Gateway;

/// <summary>The connector of an environment, as the gateway that answers knows it.</summary>
internal sealed record Connector(bool Connected, IReadOnlyList<ConnectorLink> Links, IReadOnlyList<ConnectorKey> Keys);
