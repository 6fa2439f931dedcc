namespace RemoteDev.Gateway.Trace.Index;

/// <summary>One forwarded request. By far the most of the trace, so it has a lean table of its own.</summary>
internal sealed class RequestRow
{
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Session { get; init; }

    public string? Actor { get; init; }

    public required string Place { get; init; }

    public required string Method { get; init; }

    /// <summary>Request target, redacted.</summary>
    public required string Path { get; init; }

    public required int Status { get; init; }

    public required long BytesIn { get; init; }

    public required long BytesOut { get; init; }

    public required double DurationMilliseconds { get; init; }

    /// <summary>The action policy permitted.</summary>
    public required string Action { get; init; }
}
