namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>connector.disconnected</c>: The connection of an environment's connector is over, and with it what went through it.</summary>
internal sealed record ConnectorDisconnected : AuditEvent
{
    public required string Environment { get; init; }

    /// <summary>The fingerprint of the key that it had shown.</summary>
    public required string Key { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    public required long DurationMilliseconds { get; init; }
}
