namespace RemoteDev.Gateway.Trace;

/// <summary>Section <c>RemoteDev:Trace</c>.</summary>
internal sealed record TraceOptions
{
    public const string Section = "RemoteDev:Trace";

    /// <summary>Where the trace is written. When it is not set, <c>trace</c> in the data directory, filled in at start.</summary>
    public string Directory { get; set; } = string.Empty;

    /// <summary>How long an event of an open session may wait for others before they are committed together.</summary>
    public TimeSpan GroupWindow { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How long the disk may take for one commit before the trace counts as lost.</summary>
    public TimeSpan CommitDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many events may wait for the disk; one more, and the trace counts as lost.</summary>
    public int QueueLength { get; init; } = 32 * 1024;

    /// <summary>Everything that is wrong, in words for the person who wrote it.</summary>
    public IEnumerable<string> Faults()
    {
        if (GroupWindow < TimeSpan.Zero || GroupWindow > TimeSpan.FromMilliseconds(10))
        {
            yield return $"{Section}:GroupWindow must lie between 0 and 10 ms: request records are promised to be durable that soon.";
        }

        if (CommitDeadline < TimeSpan.FromMilliseconds(100) || CommitDeadline > TimeSpan.FromMinutes(1))
        {
            yield return $"{Section}:CommitDeadline must lie between 100 ms and 1 minute.";
        }

        if (QueueLength is < 16 or > 1_000_000)
        {
            yield return $"{Section}:QueueLength must lie between 16 and 1000000.";
        }
    }
}
