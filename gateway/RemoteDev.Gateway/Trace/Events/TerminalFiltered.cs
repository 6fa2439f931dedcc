namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>terminal.filtered</c>: Something was taken out of what a terminal shows.</summary>
internal sealed record TerminalFiltered : AuditEvent
{
    /// <summary>The stream.</summary>
    public required string StreamId { get; init; }

    /// <summary>Why: <c>Clipboard</c>, <c>File</c>, <c>Print</c> and so on.</summary>
    public required string Kind { get; init; }

    /// <summary>How many removals this stands for; of a flood, many.</summary>
    public required int Count { get; init; }

    /// <summary>Octets that did not reach the terminal.</summary>
    public required long Octets { get; init; }

    /// <summary>How it began, escaped and bounded.</summary>
    public required string Excerpt { get; init; }
}
