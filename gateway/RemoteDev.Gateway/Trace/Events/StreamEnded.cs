using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>stream.ended</c>: A long flow of bytes ended.</summary>
internal sealed record StreamEnded : AuditEvent
{
    /// <summary>The stream.</summary>
    public required string StreamId { get; init; }

    /// <summary>What kind of bytes.</summary>
    public required StreamKind Kind { get; init; }

    /// <summary>Why.</summary>
    public required EndReason Reason { get; init; }

    /// <summary>Bytes from the person.</summary>
    public required long BytesIn { get; init; }

    /// <summary>Bytes to the person.</summary>
    public required long BytesOut { get; init; }

    /// <summary>How long it lived.</summary>
    public required long DurationMilliseconds { get; init; }

    /// <summary>What a program over SSH ended with, when it said so.</summary>
    public uint? ExitStatus { get; init; }

    /// <summary>Which connection of VS Code a forwarded port carried: <c>Management</c>, <c>ExtensionHost</c> or <c>Tunnel</c>; null for anything else.</summary>
    public string? Ide { get; init; }

    /// <summary>From the cause to the cut, when it was cut.</summary>
    public long? CutMilliseconds { get; init; }
}
