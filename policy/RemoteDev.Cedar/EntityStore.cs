using System.Diagnostics.CodeAnalysis;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar;

/// <summary>The entities a decision may look at, with their hierarchy closed transitively. Immutable, so a change is a new store.</summary>
public sealed class EntityStore
{
    private readonly Dictionary<EntityUid, Entity> _entities;
    private readonly EntityStore? _ground;
    private EntityIndex? _index;

    internal EntityStore(Dictionary<EntityUid, Entity> entities, EntityStore? ground = null) => (_entities, _ground) = (entities, ground);

    /// <summary>The store without entities.</summary>
    public static EntityStore Empty { get; } = new([]);

    /// <summary>How many entities the store holds.</summary>
    public int Count => Entities.Count;

    /// <summary>The entities, in no order.</summary>
    public IReadOnlyCollection<Entity> Entities =>
        _ground is null ? _entities.Values : [.. _entities.Values, .. _ground.Entities.Where(entity => !_entities.ContainsKey(entity.Uid))];

    /// <summary>The store seen from above; made when first needed. Two threads may both make it, and either is right.</summary>
    internal EntityIndex Index => _index ??= new EntityIndex(Entities);

    /// <summary>The entity named <paramref name="uid"/>, if the store holds it.</summary>
    public bool TryGet(EntityUid uid, [NotNullWhen(true)] out Entity? entity) =>
        _entities.TryGetValue(uid, out entity) || _ground is not null && _ground.TryGet(uid, out entity);

    /// <summary>Cedar's <c>in</c>: whether the two are the same or <paramref name="descendant"/> is below <paramref name="ancestor"/>.</summary>
    public bool IsIn(EntityUid descendant, EntityUid ancestor) =>
        descendant.Equals(ancestor) || TryGet(descendant, out var entity) && entity.IsIn(ancestor);

    /// <summary>
    /// This store and one entity more, or another in the place of its namesake. Shares everything else, so it costs the same whatever the
    /// size of the store. What is already below the entity keeps the ancestors it has.
    /// </summary>
    /// <param name="uid">Its name.</param>
    /// <param name="parents">What it is directly in; their ancestors are its too.</param>
    /// <param name="attributes">Its attributes.</param>
    public EntityStore With(EntityUid uid, IEnumerable<EntityUid> parents, RecordValue attributes)
    {
        var ancestors = new HashSet<EntityUid>();
        foreach (var parent in parents)
        {
            ancestors.Add(parent);
            if (TryGet(parent, out var above))
            {
                ancestors.UnionWith(above.AncestorSet);
            }
        }

        var entity = new Entity(uid, attributes, RecordValue.Empty, ancestors);
        return new EntityStore(new Dictionary<EntityUid, Entity> { [uid] = entity }, this);
    }
}
