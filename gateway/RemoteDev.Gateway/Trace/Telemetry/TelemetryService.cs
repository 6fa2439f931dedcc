using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace RemoteDev.Gateway.Trace.Telemetry;

/// <summary>Brings the providers to life at start; the container flushes and closes them at the end.</summary>
internal sealed class TelemetryService(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<TracerProvider>();
        _ = services.GetRequiredService<MeterProvider>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
