namespace RemoteDev.Gateway.Trace.Events;

/// <summary><c>credential.reused</c>: A credential was shown that had been replaced by a newer one. It was copied, and was refused.</summary>
internal sealed record CredentialReused : AuditEvent
{
    /// <summary><c>workload-secret</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The environment it spoke for.</summary>
    public required string For { get; init; }

    /// <summary>When it was replaced.</summary>
    public required DateTimeOffset ReplacedAt { get; init; }

    /// <summary>How often it was shown from there since this was last said, and not said.</summary>
    public int LeftOut { get; init; }
}
