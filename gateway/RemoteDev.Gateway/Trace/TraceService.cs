using System.Reflection;
using System.Runtime.InteropServices;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Trace;

/// <summary>Opens the trace before anything else starts, and closes it after everything else has stopped.</summary>
internal sealed class TraceService(TraceRoom trace, TimeProvider time) : IHostedService
{
    private long _started;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _started = time.GetTimestamp();
        trace.Start();

        // When this is refused the gateway still starts: it answers every request with the reason until the trace recovers.
        _ = await trace.OpenAsync(
            new GatewayStarted
            {
                Version = typeof(TraceService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
                Runtime = RuntimeInformation.FrameworkDescription,
                ProcessId = Environment.ProcessId,
            },
            cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken) =>
        _ = await trace.OpenAsync(
            new GatewayStopped { UptimeSeconds = (long)time.GetElapsedTime(_started).TotalSeconds }, cancellationToken);
}
