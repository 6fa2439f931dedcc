using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>access.refused</c>: A room refused. Nothing was forwarded.</summary>
internal sealed record AccessRefused : AuditEvent
{
    /// <summary>Name of the room that refused.</summary>
    public required string Room { get; init; }

    /// <summary>Why.</summary>
    public required RefusalCode Code { get; init; }

    /// <summary>The words for operators and judges.</summary>
    public required string Reason { get; init; }

    /// <summary>Which door it came through.</summary>
    public required Door Door { get; init; }

    /// <summary>Environment or <c>project/repository</c>, when known.</summary>
    public string? Place { get; init; }

    /// <summary>The action policy was asked about, when it was asked.</summary>
    public string? Action { get; init; }

    /// <summary>The resource policy was asked about.</summary>
    public string? Resource { get; init; }

    /// <summary>The policies that forbade it, if any did.</summary>
    public required IReadOnlyList<string> Policies { get; init => field = Bounded(value); }

    /// <summary>HTTP method, if any.</summary>
    public string? Method { get; init; }

    /// <summary>Request target, redacted, or null.</summary>
    public TracedPath? Path { get; init; }
}
