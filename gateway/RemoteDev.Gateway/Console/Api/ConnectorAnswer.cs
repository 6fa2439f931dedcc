namespace RemoteDev.Gateway.Console.Api;

/// <summary>The connector of an environment.</summary>
/// <param name="Connected">Whether one is connected to the gateway that answers.</param>
/// <param name="Links">Its connections, newest first; people are sent through the newest.</param>
/// <param name="Keys">The public keys that open for it.</param>
internal sealed record ConnectorAnswer(bool Connected, IReadOnlyList<ConnectorLinkAnswer> Links, IReadOnlyList<ConnectorKeyAnswer> Keys);
