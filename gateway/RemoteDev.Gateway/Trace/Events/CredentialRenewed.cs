namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>credential.renewed</c>: Whoever holds a credential got the next one for it. Neither value is ever traced.</summary>
internal sealed record CredentialRenewed : AuditEvent
{
    /// <summary><c>workload-secret</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The environment it speaks for.</summary>
    public required string For { get; init; }

    /// <summary>When the new one stops working.</summary>
    public required DateTimeOffset Expires { get; init; }
}
