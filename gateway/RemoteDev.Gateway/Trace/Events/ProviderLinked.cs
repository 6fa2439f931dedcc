namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>provider.linked</c>: From now on a subject of a provider is this person.</summary>
internal sealed record ProviderLinked : AuditEvent
{
    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>What the provider calls the person.</summary>
    public required string Subject { get; init; }

    /// <summary>Who it is here.</summary>
    public required string Login { get; init; }
}
