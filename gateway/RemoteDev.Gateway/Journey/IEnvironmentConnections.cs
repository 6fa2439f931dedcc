using System.Net;

namespace RemoteDev.Gateway.Journey;

/// <summary>From where environments are connected at this moment that come to the gateway by themselves. Contain knows; Identify asks.</summary>
internal interface IEnvironmentConnections
{
    /// <summary>The addresses of an environment's live connectors at this gateway; empty when none is connected.</summary>
    IReadOnlyList<IPAddress> SourcesOf(string environment);
}
