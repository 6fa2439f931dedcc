using System.Diagnostics.CodeAnalysis;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Entities;

/// <summary>The entities a decision may look at, with their hierarchy closed transitively. Immutable, so a change is a new store.</summary>
public sealed class EntityStore
{
    private readonly Dictionary<EntityUid, Entity> _entities;

    internal EntityStore(Dictionary<EntityUid, Entity> entities) => _entities = entities;

    /// <summary>The store without entities.</summary>
    public static EntityStore Empty { get; } = new([]);

    /// <summary>How many entities the store holds.</summary>
    public int Count => _entities.Count;

    /// <summary>The entities, in no order.</summary>
    public IReadOnlyCollection<Entity> Entities => _entities.Values;

    /// <summary>The entity named <paramref name="uid"/>, if the store holds it.</summary>
    public bool TryGet(EntityUid uid, [NotNullWhen(true)] out Entity? entity) => _entities.TryGetValue(uid, out entity);

    /// <summary>Cedar's <c>in</c>: whether the two are the same or <paramref name="descendant"/> is below <paramref name="ancestor"/>.</summary>
    public bool IsIn(EntityUid descendant, EntityUid ancestor) =>
        descendant.Equals(ancestor) || _entities.TryGetValue(descendant, out var entity) && entity.IsIn(ancestor);
}
