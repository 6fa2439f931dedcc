using System.Collections.Frozen;
using NodaTime;
using RemoteDev.Cedar;
using RemoteDev.Cedar.Values;
using RemoteDev.Policy.Obligations;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.World;

/// <summary>
/// The facts, prepared for decisions: as Cedar entities, as names that policies may use, and with the windows that are open.
/// Immutable; a change of facts is another world. Safe for many threads.
/// </summary>
public sealed class PolicyWorld : ICatalogNames
{
    private readonly FrozenDictionary<string, FrozenSet<string>> _ids;
    private readonly FrozenDictionary<string, WorldRepository> _repositories;
    private readonly FrozenDictionary<EntityUid, ObligationSet> _defaults;

    private volatile OpenWindows? _open;

    private PolicyWorld(WorldFacts facts, EntityStore entities)
    {
        (Facts, Entities) = (facts, entities);
        _ids = EntityTypes.All
            .Where(type => type is not (EntityTypes.Branch or EntityTypes.Action or EntityTypes.Classification))
            .ToFrozenDictionary(type => type, type => Ids(facts, type).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
        Networks = facts.Networks.ToFrozenSet(StringComparer.Ordinal);
        _repositories = facts.Repositories.ToFrozenDictionary(repository => repository.FullName, StringComparer.Ordinal);
        _defaults = facts.Projects.ToFrozenDictionary(project => Uids.Project(project.Name), project => project.Defaults);
    }

    /// <summary>The facts as given.</summary>
    public WorldFacts Facts { get; }

    /// <summary>The facts as Cedar sees them, without branches, of which there is no list.</summary>
    public EntityStore Entities { get; }

    /// <summary>A world of these facts.</summary>
    /// <exception cref="ArgumentException">The facts contradict themselves: a name twice, a vendor inside itself.</exception>
    public static PolicyWorld Of(WorldFacts facts)
    {
        var built = WorldEntities.Build(facts);
        return built.Succeeded
            ? new PolicyWorld(facts, built.Value)
            : throw new ArgumentException(string.Join("; ", built.Faults), nameof(facts));
    }

    /// <inheritdoc/>
    public IReadOnlySet<string>? IdsOf(string entityType) => _ids.GetValueOrDefault(entityType);

    /// <inheritdoc/>
    public IReadOnlySet<string> Networks { get; }

    /// <summary>The windows that are open then; kept until the next change.</summary>
    public OpenWindows OpenAt(Instant now)
    {
        if (_open is { } kept && kept.HoldsAt(now))
        {
            return kept;
        }

        return _open = OpenWindows.At(Facts.Windows, now);
    }

    /// <summary>The obligations of the project that a resource belongs to, where policies say nothing.</summary>
    internal ObligationSet DefaultsOf(Entity resource)
    {
        if (_defaults.TryGetValue(resource.Uid, out var own))
        {
            return own;
        }

        foreach (var ancestor in resource.Ancestors)
        {
            if (_defaults.TryGetValue(ancestor, out var defaults))
            {
                return defaults;
            }
        }

        return ObligationSet.BuiltIn;
    }

    /// <summary>
    /// The store in which the resource can be found: a branch is added to it, because branches come and go with every push.
    /// </summary>
    internal EntityStore EntitiesFor(EntityUid resource)
    {
        if (resource.Type != EntityTypes.Branch || resource.Id.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon)
            || !_repositories.TryGetValue(resource.Id[..colon], out var repository))
        {
            return Entities;
        }

        var name = resource.Id[(colon + 1)..];
        var isProtected = repository.ProtectedBranches.Contains(name, StringComparer.Ordinal);
        var attributes = RecordValue.Of(("name", name), ("isProtected", isProtected));
        return Entities.With(new Entity(resource, [Uids.Repository(repository.FullName)], attributes));
    }

    private static IEnumerable<string> Ids(WorldFacts facts, string type) => type switch
    {
        EntityTypes.User => facts.People.Select(person => person.Login),
        EntityTypes.ServiceAccount => facts.ServiceAccounts.Select(account => account.Name),
        EntityTypes.Role => facts.Roles,
        EntityTypes.Vendor => facts.Vendors.Select(vendor => vendor.Name),
        EntityTypes.Project => facts.Projects.Select(project => project.Name),
        EntityTypes.Environment => facts.Environments.Select(environment => environment.Name),
        EntityTypes.Repository => facts.Repositories.Select(repository => repository.FullName),
        EntityTypes.Window => facts.Windows.Select(window => window.Name),
        _ => [Uids.Gateway.Id],
    };
}
