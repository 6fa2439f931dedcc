namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>recording.read</c>: Somebody took a recording to watch it. Durable before its first byte.</summary>
internal sealed record RecordingRead : AuditEvent
{
    /// <summary>By what it is found: <c>session/stream</c>.</summary>
    public required string Recording { get; init; }
}
