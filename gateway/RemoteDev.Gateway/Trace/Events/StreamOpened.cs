using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>stream.opened</c>: A long flow of bytes (WebSocket, git transfer, notices) was permitted; durable before its first byte.</summary>
internal sealed record StreamOpened : AuditEvent
{
    /// <summary>The stream.</summary>
    public required string StreamId { get; init; }

    /// <summary>What kind of bytes.</summary>
    public required StreamKind Kind { get; init; }

    /// <summary>Environment, <c>project/repository</c> or <c>console</c>.</summary>
    public required string Place { get; init; }

    /// <summary>The action policy was asked about.</summary>
    public required string Action { get; init; }

    /// <summary>The resource policy was asked about.</summary>
    public required string Resource { get; init; }

    /// <summary>The policies that permitted it.</summary>
    public required IReadOnlyList<string> Policies { get; init => field = Bounded(value); }

    /// <summary>What was asked for over SSH, escaped and bounded: a command line, <c>shell</c>, <c>sftp</c>, host and port; or null.</summary>
    public string? Asked { get; init; }

    /// <summary>The request target that opened it, redacted, or null.</summary>
    public TracedPath? Path { get; init; }
}
