using System.Diagnostics;

namespace RemoteDev.Gateway.Trace.Telemetry;

/// <summary>The one name under which the gateway emits spans and measurements.</summary>
internal static class GatewayTelemetry
{
    public const string Name = "RemoteDev.Gateway";

    /// <summary>Spans cost nothing while nobody listens.</summary>
    public static ActivitySource Source { get; } = new(Name);
}
