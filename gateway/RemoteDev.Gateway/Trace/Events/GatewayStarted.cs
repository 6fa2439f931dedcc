namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>gateway.started</c>: The gateway began to serve. First line of every run.</summary>
internal sealed record GatewayStarted : AuditEvent
{
    /// <summary>Version of the gateway.</summary>
    public required string Version { get; init; }

    /// <summary>The runtime it runs on.</summary>
    public required string Runtime { get; init; }

    /// <summary>Process id on its machine.</summary>
    public required int ProcessId { get; init; }
}
