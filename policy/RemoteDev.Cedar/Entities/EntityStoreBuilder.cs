using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Entities;

/// <summary>Collects entities and closes their hierarchy. Not for use by several threads at once.</summary>
internal sealed class EntityStoreBuilder
{
    private readonly Dictionary<EntityUid, EntityDraft> _drafts = [];
    private readonly List<Finding> _faults = [];

    /// <summary>Adds an entity.</summary>
    /// <param name="uid">Its name; adding the same name twice is a fault of the result.</param>
    /// <param name="parents">What it is directly in; they need not be added themselves.</param>
    /// <param name="attributes">Its attributes; none by default.</param>
    /// <param name="tags">Its tags; none by default.</param>
    public EntityStoreBuilder Add(
        EntityUid uid, IEnumerable<EntityUid>? parents = null, RecordValue? attributes = null, RecordValue? tags = null)
    {
        var draft = new EntityDraft(uid, [.. parents ?? []], attributes ?? RecordValue.Empty, tags ?? RecordValue.Empty);
        if (!_drafts.TryAdd(uid, draft))
        {
            _faults.Add(Finding.OfEntity(uid, "the entity occurs twice"));
        }

        return this;
    }

    /// <summary>Adds every entity of <paramref name="entities"/>, such as those of a store as the ground for more.</summary>
    public EntityStoreBuilder AddAll(IEnumerable<Entity> entities)
    {
        foreach (var entity in entities)
        {
            Add(entity.Uid, entity.Ancestors, entity.AttributeRecord, entity.TagRecord);
        }

        return this;
    }

    /// <summary>The store of what was added, or the entities that occur twice or are in themselves.</summary>
    public Result<EntityStore> Build() => Build(schema: null, new List<Finding>(_faults));

    /// <summary>
    /// The store of what was added and of the schema's actions, which need not be added; or what is wrong with it, also as the schema
    /// sees it: types, attributes, tags, ids and who is in what.
    /// </summary>
    public Result<EntityStore> Build(CedarSchema schema) => Build(schema, new List<Finding>(_faults));

    private Result<EntityStore> Build(CedarSchema? schema, List<Finding> faults)
    {
        var entities = TransitiveClosure.Of(_drafts, faults);
        if (schema is not null && faults.Count == 0)
        {
            faults.AddRange(new EntityConformance(schema).FaultsOf(entities.Values));
            foreach (var action in schema.Actions.Values)
            {
                entities.TryAdd(action.Uid, new Entity(action.Uid, RecordValue.Empty, RecordValue.Empty, [.. action.Ancestors]));
            }
        }

        return faults.Count > 0 ? new Result<EntityStore>(faults) : new Result<EntityStore>(new EntityStore([.. entities.Values]));
    }
}
