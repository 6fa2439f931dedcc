using System.Diagnostics.Metrics;

namespace RemoteDev.Gateway.Trace;

/// <summary>What operators can measure of the trace itself.</summary>
internal sealed class TraceMetrics
{
    private readonly Histogram<double> _commitDuration;
    private readonly Counter<long> _events;

    public TraceMetrics(IMeterFactory meters)
    {
#pragma warning disable CA2000 // The factory owns the meters it makes.
        var meter = meters.Create(GatewayTelemetry.Name);
#pragma warning restore CA2000
        _commitDuration = meter.CreateHistogram<double>("remotedev.trace.commit.duration", "s", "Time to write and flush one batch of audit events.");
        _events = meter.CreateCounter<long>("remotedev.trace.events", "{event}", "Audit events that are on the disk.");
    }

    public void Committed(TimeSpan took, int events)
    {
        _commitDuration.Record(took.TotalSeconds);
        _events.Add(events);
    }
}
