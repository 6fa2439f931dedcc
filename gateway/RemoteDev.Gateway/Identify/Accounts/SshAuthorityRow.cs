namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>A signing key of the gateway itself, the same for every gateway that shares the database.</summary>
internal sealed class SshAuthorityRow
{
    /// <summary>What it signs; there is one key for each purpose.</summary>
    public required string Purpose { get; init; }

    /// <summary>The private key, sealed under the master key: who reads the table has nothing.</summary>
    public required byte[] Sealed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
