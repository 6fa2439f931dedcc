using System.Collections.ObjectModel;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Entities;

/// <summary>One entity of a store: its data and its place in the hierarchy. Immutable.</summary>
public sealed class Entity
{
    private readonly HashSet<EntityUid> _ancestors;

    internal Entity(EntityUid uid, RecordValue attributes, RecordValue tags, HashSet<EntityUid> ancestors)
    {
        Uid = uid;
        Attributes = attributes;
        Tags = tags;
        _ancestors = ancestors;
    }

    /// <summary>The entity's name.</summary>
    public EntityUid Uid { get; }

    /// <summary>The attributes, which <c>.</c> and <c>has</c> read.</summary>
    public RecordValue Attributes { get; }

    /// <summary>The tags, which <c>getTag</c> and <c>hasTag</c> read.</summary>
    public RecordValue Tags { get; }

    /// <summary>Everything the entity is in, however indirectly; not itself.</summary>
    public IReadOnlySet<EntityUid> Ancestors => new ReadOnlySet<EntityUid>(_ancestors);

    internal HashSet<EntityUid> AncestorSet => _ancestors;

    internal bool IsIn(EntityUid ancestor) => _ancestors.Contains(ancestor);
}
