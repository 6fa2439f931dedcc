namespace RemoteDev.Gateway.Trace.Events;

/// <summary>What made a gap in the trace. Names are part of the trace format.</summary>
internal enum TraceGap
{
    Unspecified = 0,

    /// <summary>The last line was unfinished when the gateway started: the run before ended without stopping.</summary>
    TornLine,

    /// <summary>A write or a commit failed, or the file was no longer where it was written.</summary>
    WriteFailed,

    /// <summary>More events came than the disk could take.</summary>
    QueueFull,

    /// <summary>The disk did not answer within the deadline.</summary>
    CommitTooSlow,
}
