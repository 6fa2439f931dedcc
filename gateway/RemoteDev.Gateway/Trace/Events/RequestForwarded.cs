namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>request.forwarded</c>: One HTTP request inside an open session went to the place inside and was answered.</summary>
internal sealed record RequestForwarded : AuditEvent
{
    /// <summary>Environment or <c>project/repository</c>.</summary>
    public required string Place { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Request target, redacted.</summary>
    public required TracedPath Path { get; init; }

    /// <summary>Status the person saw.</summary>
    public required int Status { get; init; }

    /// <summary>Body bytes from the person.</summary>
    public required long BytesIn { get; init; }

    /// <summary>Body bytes to the person.</summary>
    public required long BytesOut { get; init; }

    /// <summary>From the first to the last byte.</summary>
    public required double DurationMilliseconds { get; init; }

    /// <summary>The action policy permitted.</summary>
    public required string Action { get; init; }
}
