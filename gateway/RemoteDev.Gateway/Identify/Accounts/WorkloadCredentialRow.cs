namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>The present secret with which an environment speaks at the git door.</summary>
internal sealed class WorkloadCredentialRow
{
    public required string Environment { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required string Hash { get; set; }

    /// <summary>Who gave the environment the first of those that followed each other.</summary>
    public required string IssuedBy { get; set; }

    public required DateTimeOffset IssuedAt { get; set; }

    /// <summary>When it stops working if it is not renewed before.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When the environment itself last renewed it, or null.</summary>
    public DateTimeOffset? RenewedAt { get; set; }

    /// <summary>From which address.</summary>
    public string? RenewedFrom { get; set; }

    /// <summary>When this very secret was first used; until then the one before works too.</summary>
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>When the environment last used a secret of its own, to the minute.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    public string? UsedFrom { get; set; }

    /// <summary>When somebody last used one that had been replaced: a copy.</summary>
    public DateTimeOffset? AlarmAt { get; set; }

    public string? AlarmFrom { get; set; }
}
