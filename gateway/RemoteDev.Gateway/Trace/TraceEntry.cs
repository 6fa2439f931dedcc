namespace RemoteDev.Gateway.Trace;

/// <summary>One line of the trace.</summary>
/// <param name="Sequence">Counts from 1 over the whole life of a trace directory, restarts included.</param>
/// <param name="At">When it happened, in UTC.</param>
internal readonly record struct TraceEntry(long Sequence, DateTimeOffset At, AuditEvent Event);
