namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>gateway.stopped</c>: The gateway stopped in good order. A run without this line ended otherwise.</summary>
internal sealed record GatewayStopped : AuditEvent
{
    /// <summary>How long it ran.</summary>
    public required long UptimeSeconds { get; init; }
}
