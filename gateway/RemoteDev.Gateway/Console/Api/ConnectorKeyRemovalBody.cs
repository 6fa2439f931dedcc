namespace RemoteDev.Gateway.Console.Api;

/// <summary>Which key of a connector to remove.</summary>
/// <param name="Fingerprint"><c>SHA256:…</c></param>
internal sealed record ConnectorKeyRemovalBody(string Fingerprint);
