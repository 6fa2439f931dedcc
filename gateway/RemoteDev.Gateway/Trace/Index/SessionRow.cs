namespace RemoteDev.Gateway.Trace.Index;

/// <summary>One access session, as the index knows it.</summary>
internal sealed class SessionRow
{
    /// <summary>Sequence number of its <c>session.opened</c>.</summary>
    public required long Sequence { get; init; }

    public required string Id { get; init; }

    /// <summary>Name of a <see cref="Journey.SessionKind"/>.</summary>
    public required string Kind { get; init; }

    public required string Place { get; init; }

    public required string Login { get; init; }

    public string? Vendor { get; init; }

    public required string SignIn { get; init; }

    public string? Source { get; init; }

    /// <summary>What was known of source and device, one fact a line; empty for what was traced before it was asked.</summary>
    public string Circumstances { get; init; } = "";

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it would be cut, as far as was known when it was opened.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>One policy id a line.</summary>
    public required string Policies { get; init; }

    /// <summary>One obligation a line.</summary>
    public required string Obligations { get; init; }

    public required long PolicyVersion { get; init; }

    public required string TraceId { get; init; }

    /// <summary>Null while it lives.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Name of a <see cref="Journey.EndReason"/>, null while it lives.</summary>
    public string? EndReason { get; set; }

    /// <summary>What the person was told.</summary>
    public string? Explanation { get; set; }

    /// <summary>Bytes from the person; known when it has ended.</summary>
    public long BytesIn { get; set; }

    /// <summary>Bytes to the person; known when it has ended.</summary>
    public long BytesOut { get; set; }

    /// <summary>From the cause of the end to the last stream cut.</summary>
    public long? CutMilliseconds { get; set; }
}
