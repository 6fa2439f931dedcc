namespace RemoteDev.Cedar.Entities;

/// <summary>A store seen from above: what is below each entity, and what is of each type. In the order the store gives.</summary>
internal sealed class EntityIndex
{
    private readonly Dictionary<EntityUid, List<Entity>> _below = [];
    private readonly Dictionary<string, List<Entity>> _ofType = new(StringComparer.Ordinal);

    public EntityIndex(IReadOnlyCollection<Entity> entities)
    {
        foreach (var entity in entities)
        {
            Add(_ofType, entity.Uid.Type, entity);
            foreach (var ancestor in entity.AncestorSpan)
            {
                Add(_below, ancestor, entity);
            }
        }
    }

    /// <summary>Everything in the entity, however indirectly, without itself.</summary>
    public IReadOnlyList<Entity> Below(EntityUid ancestor) => _below.TryGetValue(ancestor, out var below) ? below : [];

    /// <summary>Everything of the type.</summary>
    public IReadOnlyList<Entity> OfType(string type) => _ofType.TryGetValue(type, out var ofType) ? ofType : [];

    private static void Add<TKey>(Dictionary<TKey, List<Entity>> lists, TKey key, Entity entity)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(entity);
    }
}
