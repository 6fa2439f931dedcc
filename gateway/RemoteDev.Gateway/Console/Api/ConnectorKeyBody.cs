namespace RemoteDev.Gateway.Console.Api;

/// <summary>A public key to register for a connector.</summary>
/// <param name="Key">The line of the <c>.pub</c> file.</param>
/// <param name="Name">What it is called; without one, the comment of the line.</param>
internal sealed record ConnectorKeyBody(string Key, string? Name = null);
