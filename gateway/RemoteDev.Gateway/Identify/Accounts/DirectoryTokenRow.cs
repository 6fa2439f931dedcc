namespace RemoteDev.Gateway.Identify.Accounts;

/// <summary>A bearer token with which a provider's directory speaks by SCIM.</summary>
internal sealed class DirectoryTokenRow
{
    /// <summary>SHA-256 of the token.</summary>
    public required string Hash { get; init; }

    /// <summary>The provider's name in the catalogue; it speaks for no other.</summary>
    public required string Provider { get; init; }

    /// <summary>What people call it; one of a provider.</summary>
    public required string Name { get; init; }

    public required string IssuedBy { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>To the minute; null while nobody came with it.</summary>
    public DateTimeOffset? UsedAt { get; init; }
}
