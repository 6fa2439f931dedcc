using System.Net;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Connectors;

/// <summary>What a connector is told when it may not be one. Said only to whoever holds its key: the operator who wrote something wrong, or a thief.</summary>
internal static class ConnectorRefusals
{
    public static readonly Refusal Removed = new(RefusalCode.BadCredential, "The key of this connector was removed.");

    public static readonly Refusal Unknowable = new(RefusalCode.NotReady, "The database does not answer at the moment, so the key of this connector could not be looked up.");

    public static Refusal OtherName(string environment) => new(
        RefusalCode.BadCredential,
        $"The key that you showed belongs to the connector of {environment} and opens nothing else. Write {ConnectorKeys.UserName}%{environment} before the @.");

    public static Refusal NotByConnector(string environment) => new(
        RefusalCode.Denied, $"The catalogue does not say that {environment} is reached by a connector (ssh, via: connector).");

    public static Refusal Nowhere(string environment) => new(
        RefusalCode.BadCredential, $"The connector of {environment} is accepted from nowhere: the environment has no sources in the catalogue.");

    public static Refusal OtherSource(string environment, IPAddress source) => new(
        RefusalCode.BadCredential, $"The connector of {environment} is not accepted from {source}; its sources in the catalogue do not hold that address.");
}
