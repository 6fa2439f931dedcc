namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>The one secret with which an environment speaks at the git door.</summary>
internal sealed class WorkloadCredentialRow
{
    public required string Environment { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required string Hash { get; set; }

    public required string IssuedBy { get; set; }

    public required DateTimeOffset IssuedAt { get; set; }
}
