using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>git.fetched</c>: Repository content left towards the person or environment that asked.</summary>
internal sealed record GitFetched : AuditEvent
{
    /// <summary><c>project/repository</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>Where the content went.</summary>
    public required RequestOrigin Origin { get; init; }

    /// <summary>Bytes sent.</summary>
    public required long BytesOut { get; init; }
}
