namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>recording.ended</c>: A recording of a terminal is finished; its digest here is what it can be held against.</summary>
internal sealed record RecordingEnded : AuditEvent
{
    /// <summary>The stream that was recorded.</summary>
    public required string StreamId { get; init; }

    /// <summary>By what it is found: <c>session/stream</c>.</summary>
    public required string Recording { get; init; }

    /// <summary>Octets of content.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the content, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>False when it could not be finished: the session was ended for it.</summary>
    public required bool IsWhole { get; init; }
}
