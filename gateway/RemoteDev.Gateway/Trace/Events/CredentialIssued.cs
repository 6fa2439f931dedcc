namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>credential.issued</c>: A credential was made. Its value is never traced.</summary>
internal sealed record CredentialIssued : AuditEvent
{
    /// <summary><c>access-token</c>, <c>workload-secret</c>, ...</summary>
    public required string Kind { get; init; }

    /// <summary>The person or environment it speaks for.</summary>
    public required string For { get; init; }

    /// <summary>The address that asked for it and gets it, if that is not the actor's.</summary>
    public string? AskedFrom { get; init; }

    /// <summary>Its public identifier, where it has one.</summary>
    public string? Credential { get; init; }

    /// <summary>What it is for, where it is limited: <c>gitFetch on repository payments/app</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>When it stops working, or null.</summary>
    public DateTimeOffset? Expires { get; init; }
}
