using System.Diagnostics.Metrics;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Trace.Telemetry;

/// <summary>
/// What operators can measure. Counts come from the events themselves as they are committed, so nothing that is traced can be
/// forgotten here, and no request pays for its own counting.
/// </summary>
internal sealed class GatewayMetrics
{
    private readonly Histogram<double> _commitDuration;
    private readonly Histogram<double> _requestDuration;
    private readonly Counter<long> _events;
    private readonly Counter<long> _bytesOut;
    private readonly Counter<long> _refusals;
    private Func<long>? _liveSessions;
    private Func<long>? _liveStreams;

    public GatewayMetrics(IMeterFactory meters)
    {
#pragma warning disable CA2000 // The factory owns the meters it makes.
        var meter = meters.Create(GatewayTelemetry.Name);
#pragma warning restore CA2000
        _commitDuration = meter.CreateHistogram<double>(
            "remotedev.trace.commit.duration", "s", "Time to write and flush one batch of audit events.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.2, 1, 5] });
        _requestDuration = meter.CreateHistogram<double>(
            "remotedev.request.duration", "s", "Time from the first to the last byte of a forwarded request.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] });
        _events = meter.CreateCounter<long>("remotedev.trace.events", "{event}", "Audit events that are on the disk.");
        _bytesOut = meter.CreateCounter<long>("remotedev.bytes.out", "By", "Bytes that went out to people.");
        _refusals = meter.CreateCounter<long>("remotedev.refusals", "{refusal}", "Refusals, by code and room.");
        meter.CreateObservableGauge("remotedev.sessions.live", () => _liveSessions?.Invoke() ?? 0, "{session}", "Access sessions that are open.");
        meter.CreateObservableGauge("remotedev.streams.live", () => _liveStreams?.Invoke() ?? 0, "{stream}", "Streams that are open.");
    }

    /// <summary>Says where the live numbers come from. The functions are called on a collecting thread and must not block.</summary>
    public void ObserveLive(Func<long> sessions, Func<long> streams)
    {
        _liveSessions = sessions;
        _liveStreams = streams;
    }

    public void Committed(TimeSpan took, IReadOnlyList<TraceEntry> entries)
    {
        _commitDuration.Record(took.TotalSeconds);
        _events.Add(entries.Count);
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case RequestForwarded e:
                    _requestDuration.Record(e.DurationMilliseconds / 1000, new KeyValuePair<string, object?>("http.response.status_code", e.Status));
                    _bytesOut.Add(e.BytesOut);
                    break;
                case StreamEnded e:
                    _bytesOut.Add(e.BytesOut);
                    break;
                case AccessRefused e:
                    Refused(e.Code.ToString(), e.Room);
                    break;
                case SignInRefused e:
                    Refused(e.Code.ToString(), "identify");
                    break;
                case MfaRefused e:
                    Refused(e.Code.ToString(), "step-up");
                    break;
            }
        }
    }

    private void Refused(string code, string room) =>
        _refusals.Add(1, new KeyValuePair<string, object?>("code", code), new KeyValuePair<string, object?>("room", room));
}
