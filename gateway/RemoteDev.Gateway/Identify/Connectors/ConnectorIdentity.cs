using System.Net;

namespace RemoteDev.Gateway.Identify.Connectors;

/// <summary>Who speaks on a connector's connection: an environment, and never a person.</summary>
/// <param name="Environment">The one environment for which its key opens.</param>
/// <param name="Fingerprint">The key that signed.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record ConnectorIdentity(string Environment, string Fingerprint, IPAddress Source);
