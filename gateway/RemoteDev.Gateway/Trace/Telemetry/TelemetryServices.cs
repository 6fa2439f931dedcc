using OpenTelemetry;

namespace RemoteDev.Gateway.Trace.Telemetry;

/// <summary>The handle on which OpenTelemetry's own extensions build providers.</summary>
internal sealed record TelemetryServices(IServiceCollection Services) : IOpenTelemetryBuilder;
