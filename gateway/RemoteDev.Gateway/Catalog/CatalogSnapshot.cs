using System.Collections.Frozen;
using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.World;

namespace RemoteDev.Gateway.Catalog;

/// <summary>
/// The whole catalogue at one version. Immutable: an edit makes another and <see cref="CatalogRoom"/> swaps it whole, so whoever
/// reads two things from one snapshot reads them as they were together.
/// </summary>
internal sealed class CatalogSnapshot
{
    private readonly Lazy<PolicyWorld> _world;
    private readonly Lazy<NetworkIndex> _index;

    public CatalogSnapshot()
    {
        _world = new Lazy<PolicyWorld>(() => PolicyWorld.Of(SnapshotWorld.Facts(this)));
        _index = new Lazy<NetworkIndex>(() => NetworkIndex.Of(Networks.Values));
    }

    /// <summary>A catalogue with nothing in it, and therefore nothing permitted.</summary>
    public static CatalogSnapshot Empty { get; } = new();

    /// <summary>Counts edits; 0 is the empty catalogue before the first.</summary>
    public long Version { get; init; }

    public FrozenDictionary<string, VendorEntry> Vendors { get; init; } = FrozenDictionary<string, VendorEntry>.Empty;

    public FrozenDictionary<string, RoleEntry> Roles { get; init; } = FrozenDictionary<string, RoleEntry>.Empty;

    /// <summary>The papers that people sign.</summary>
    public FrozenDictionary<string, DocumentEntry> Documents { get; init; } = FrozenDictionary<string, DocumentEntry>.Empty;

    /// <summary>Who may vouch for whom.</summary>
    public FrozenDictionary<string, ProviderEntry> Providers { get; init; } = FrozenDictionary<string, ProviderEntry>.Empty;

    /// <summary>By canonical login.</summary>
    public FrozenDictionary<string, PersonEntry> People { get; init; } = FrozenDictionary<string, PersonEntry>.Empty;

    /// <summary>The machines that use git by themselves, by name; elsewhere they are called <c>service:NAME</c>.</summary>
    public FrozenDictionary<string, ServiceEntry> Services { get; init; } = FrozenDictionary<string, ServiceEntry>.Empty;

    public FrozenDictionary<string, ProjectEntry> Projects { get; init; } = FrozenDictionary<string, ProjectEntry>.Empty;

    /// <summary>By name, which is also the host label.</summary>
    public FrozenDictionary<string, EnvironmentEntry> Environments { get; init; } = FrozenDictionary<string, EnvironmentEntry>.Empty;

    /// <summary>By full name, <c>payments/app</c>.</summary>
    public FrozenDictionary<string, RepositoryEntry> Repositories { get; init; } = FrozenDictionary<string, RepositoryEntry>.Empty;

    public FrozenDictionary<string, WindowEntry> Windows { get; init; } = FrozenDictionary<string, WindowEntry>.Empty;

    /// <summary>The networks that policy may name.</summary>
    public FrozenDictionary<string, NetworkEntry> Networks { get; init; } = FrozenDictionary<string, NetworkEntry>.Empty;

    /// <summary>The version of the policy that is in force, or null when none is.</summary>
    public PolicyEntry? Policy { get; init; }

    /// <summary>The policy in force, loaded; without one the bundle that permits nothing.</summary>
    public PolicyBundle Bundle { get; init; } = PolicyBundle.Empty;

    /// <summary>The number of the version saved last, in force or not; 0 when none ever was.</summary>
    public long LastPolicy { get; init; }

    /// <summary>Versions of the policy newer than the one in force that do not load, newest first.</summary>
    public ImmutableArray<UnreadablePolicy> Unreadable { get; init; } = [];

    /// <summary>What everybody who administers must be told of the policy; null while all is well.</summary>
    public string? PolicyWarning => (Unreadable, Policy) switch
    {
        ([], _) => null,
        ([var newest, ..], null) =>
            $"Version {newest.Number} of the policy does not load, and no older version does, so nothing is permitted. Apply a policy that loads over the operator's socket.",
        ([var newest, ..], { } served) =>
            $"Version {newest.Number} of the policy does not load, so version {served.Number} is in force again. It may permit what was forbidden since: repair the policy now.",
    };

    /// <summary>Everything here as policy sees it; made once, on first use.</summary>
    public PolicyWorld World => _world.Value;

    /// <summary>Which networks hold an address; made once, on first use.</summary>
    public NetworkIndex NetworkIndex => _index.Value;

    /// <summary>What was stored and could not be loaded. It is left out of this snapshot, so that what depends on it is refused.</summary>
    public ImmutableArray<CatalogFault> LoadFaults { get; init; } = [];

    /// <summary>The names of all entries of a kind.</summary>
    public ImmutableArray<string> NamesOf(CatalogKind kind) => kind switch
    {
        CatalogKind.Vendor => Vendors.Keys,
        CatalogKind.Role => Roles.Keys,
        CatalogKind.Document => Documents.Keys,
        CatalogKind.Provider => Providers.Keys,
        CatalogKind.Person => People.Keys,
        CatalogKind.Service => Services.Keys,
        CatalogKind.Project => Projects.Keys,
        CatalogKind.Environment => Environments.Keys,
        CatalogKind.Repository => Repositories.Keys,
        CatalogKind.Window => Windows.Keys,
        CatalogKind.Network => Networks.Keys,
        _ => [],
    };
}
