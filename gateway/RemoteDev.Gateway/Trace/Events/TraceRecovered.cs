namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>trace.recovered</c>: The trace can be written again, or was found torn at start. Says what the gap may hide; always the first line after one.</summary>
internal sealed record TraceRecovered : AuditEvent
{
    /// <summary>What made the gap.</summary>
    public required TraceGap Cause { get; init; }

    /// <summary>Sequence number of the last event that was answered as durable; events between it and this line were answered as refused.</summary>
    public required long LastConfirmed { get; init; }

    /// <summary>Events that were offered while the trace was down and are not in it.</summary>
    public required long Lost { get; init; }

    /// <summary>How long nothing could be written; 0 when found at start.</summary>
    public required long DownMilliseconds { get; init; }

    /// <summary>Bytes of an unfinished last line, kept beside the trace.</summary>
    public required long TornBytes { get; init; }

    /// <summary>Name of the file that keeps them, or null.</summary>
    public string? TornNote { get; init; }
}
