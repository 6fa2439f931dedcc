namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>
/// What a directory calls a person of ours: its own names for them, beside what the catalogue has. The SCIM id is the login, which
/// never changes and is given to nobody else.
/// </summary>
internal sealed record DirectoryUser(string Provider, string Login, string UserName, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt)
{
    /// <summary>By which two user names are the same (RFC 7643, section 4.1.1: case is not significant).</summary>
    public string UserNameKey { get; init; } = UserName.ToUpperInvariant();

    public string? ExternalId { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    /// <summary>Counts changes; what was stored over another's change is refused.</summary>
    public long Revision { get; init; }
}
