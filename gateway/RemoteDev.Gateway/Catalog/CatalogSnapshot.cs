using System.Collections.Frozen;
using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog;

/// <summary>
/// The whole catalogue at one version. Immutable: an edit makes another and <see cref="CatalogRoom"/> swaps it whole, so whoever
/// reads two things from one snapshot reads them as they were together.
/// </summary>
internal sealed class CatalogSnapshot
{
    /// <summary>A catalogue with nothing in it, and therefore nothing permitted.</summary>
    public static CatalogSnapshot Empty { get; } = new();

    /// <summary>Counts edits; 0 is the empty catalogue before the first.</summary>
    public long Version { get; init; }

    public FrozenDictionary<string, VendorEntry> Vendors { get; init; } = FrozenDictionary<string, VendorEntry>.Empty;

    public FrozenDictionary<string, RoleEntry> Roles { get; init; } = FrozenDictionary<string, RoleEntry>.Empty;

    /// <summary>By canonical login.</summary>
    public FrozenDictionary<string, PersonEntry> People { get; init; } = FrozenDictionary<string, PersonEntry>.Empty;

    public FrozenDictionary<string, ProjectEntry> Projects { get; init; } = FrozenDictionary<string, ProjectEntry>.Empty;

    /// <summary>By name, which is also the host label.</summary>
    public FrozenDictionary<string, EnvironmentEntry> Environments { get; init; } = FrozenDictionary<string, EnvironmentEntry>.Empty;

    /// <summary>By full name, <c>payments/app</c>.</summary>
    public FrozenDictionary<string, RepositoryEntry> Repositories { get; init; } = FrozenDictionary<string, RepositoryEntry>.Empty;

    public FrozenDictionary<string, WindowEntry> Windows { get; init; } = FrozenDictionary<string, WindowEntry>.Empty;

    /// <summary>The active policy, or null when none was ever saved or the stored one does not load; then nothing is permitted.</summary>
    public PolicyEntry? Policy { get; init; }

    /// <summary>What was stored and could not be loaded. It is left out of this snapshot, so that what depends on it is refused.</summary>
    public ImmutableArray<CatalogFault> LoadFaults { get; init; } = [];
}
