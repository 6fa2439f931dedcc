using System.Diagnostics.CodeAnalysis;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar;

/// <summary>The entities a decision may look at, with their hierarchy closed transitively. Immutable, so a change is a new store.</summary>
public sealed class EntityStore
{
    private readonly UidTable _names;
    private readonly Entity[] _entities;
    private readonly EntityStore? _ground;
    private EntityIndex? _index;

    /// <summary>Takes array and entities over; each entity must have a name of its own.</summary>
    internal EntityStore(Entity[] entities, EntityStore? ground = null)
    {
        _entities = entities;
        _names = new UidTable(Array.ConvertAll(entities, entity => entity.Uid));
        _ground = ground;
        for (var i = 0; i < entities.Length; i++)
        {
            entities[i].Number = i;
        }
    }

    /// <summary>The store without entities.</summary>
    public static EntityStore Empty { get; } = new([]);

    /// <summary>How many entities the store holds.</summary>
    public int Count => Entities.Count;

    /// <summary>The entities, in no order.</summary>
    public IReadOnlyCollection<Entity> Entities =>
        _ground is null ? Array.AsReadOnly(_entities) : [.. _entities, .. _ground.Entities.Where(entity => _names.Find(entity.Uid) < 0)];

    /// <summary>The store seen from above; made when first needed. Two threads may both make it, and either is right.</summary>
    internal EntityIndex Index => _index ??= new EntityIndex(Entities);

    /// <summary>The entity named <paramref name="uid"/>, if the store holds it.</summary>
    public bool TryGet(EntityUid uid, [NotNullWhen(true)] out Entity? entity) => (entity = Find(uid)) is not null;

    /// <summary>Cedar's <c>in</c>: whether the two are the same or <paramref name="descendant"/> is below <paramref name="ancestor"/>.</summary>
    public bool IsIn(EntityUid descendant, EntityUid ancestor) =>
        descendant.Equals(ancestor) || Find(descendant) is { } entity && entity.IsIn(ancestor);

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
            Find(parent)?.AddAncestorsTo(ancestors);
        }

        var entity = new Entity(uid, attributes, RecordValue.Empty, ancestors);
        return new EntityStore([entity], this);
    }

    /// <summary>The entity named <paramref name="uid"/>; null when the store lacks it.</summary>
    internal Entity? Find(EntityUid uid)
    {
        for (var store = this; store is not null; store = store._ground)
        {
            if (store._names.Find(uid) is >= 0 and var found)
            {
                return store._entities[found];
            }
        }

        return null;
    }
}
