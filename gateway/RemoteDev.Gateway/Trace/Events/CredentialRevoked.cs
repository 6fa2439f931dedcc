namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>credential.revoked</c>: A credential stopped working for good.</summary>
internal sealed record CredentialRevoked : AuditEvent
{
    /// <summary><c>access-token</c>, <c>workload-secret</c>, ...</summary>
    public required string Kind { get; init; }

    /// <summary>The person or environment it spoke for.</summary>
    public required string For { get; init; }

    /// <summary>Its public identifier, where it has one.</summary>
    public string? Credential { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
