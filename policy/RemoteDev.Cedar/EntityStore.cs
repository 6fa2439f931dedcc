using System.Diagnostics.CodeAnalysis;
using RemoteDev.Cedar.Entities;

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

    /// <summary>The store of these entities, or the ones that occur twice or are in themselves.</summary>
    public static Result<EntityStore> Of(params IEnumerable<Entity> entities) => new EntityStoreBuilder().AddAll(entities).Build();

    /// <summary>
    /// The store of these entities and of the schema's actions, which need not be among them; or what is wrong with it, also as the schema
    /// sees it: types, attributes, tags, ids and who is in what.
    /// </summary>
    /// <param name="entities">The entities.</param>
    /// <param name="schema">What they must look like.</param>
    public static Result<EntityStore> Of(IEnumerable<Entity> entities, CedarSchema schema) => new EntityStoreBuilder().AddAll(entities).Build(schema);

    /// <summary>
    /// Reads Cedar's JSON format for entities: an array of <c>{"uid": …, "attrs": …, "parents": …, "tags": …}</c>. Entities and extension
    /// values among the attributes need their escapes <c>__entity</c> and <c>__extn</c>.
    /// </summary>
    public static Result<EntityStore> ParseJson(string json) => EntityJson.Parse(json);

    /// <summary>
    /// Reads entities for a schema: where it has an entity or an extension value, the escape may be left out. The schema's actions are in the
    /// store without being in the text.
    /// </summary>
    /// <param name="json">The entities in JSON.</param>
    /// <param name="schema">What they must look like.</param>
    public static Result<EntityStore> ParseJson(string json, CedarSchema schema) => EntityJson.Parse(json, schema);

    /// <summary>The entities as JSON that <see cref="ParseJson(string)"/> reads, ordered by name. The ancestors of each are its parents.</summary>
    /// <exception cref="InvalidOperationException">A value nests deeper than any text can make it.</exception>
    public string ToJson() => EntityJson.Write(this);

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
    /// <param name="entity">The entity; the ancestors of what it is in are its too.</param>
    public EntityStore With(Entity entity)
    {
        var ancestors = new HashSet<EntityUid>();
        foreach (var parent in entity.AncestorSpan)
        {
            ancestors.Add(parent);
            Find(parent)?.AddAncestorsTo(ancestors);
        }

        var placed = new Entity(entity.Uid, entity.AttributeRecord, entity.TagRecord, ancestors);
        return new EntityStore([placed], this);
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
