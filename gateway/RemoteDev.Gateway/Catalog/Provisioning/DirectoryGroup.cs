using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>A group of a provider's directory. It is no role: rules of the provider say which roles its members have.</summary>
/// <param name="Members">Logins of people in the same directory.</param>
internal sealed record DirectoryGroup(
    string Provider, string Id, string DisplayName, string? ExternalId, ImmutableArray<string> Members, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt)
{
    /// <summary>Counts changes; what was stored over another's change is refused.</summary>
    public long Revision { get; init; }
}
