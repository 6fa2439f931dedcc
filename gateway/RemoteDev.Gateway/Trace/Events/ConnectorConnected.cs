namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>connector.connected</c>: The connector of an environment registered; the environment is reached through it from now on.</summary>
internal sealed record ConnectorConnected : AuditEvent
{
    public required string Environment { get; init; }

    /// <summary>The fingerprint of the key that it showed.</summary>
    public required string Key { get; init; }
}
