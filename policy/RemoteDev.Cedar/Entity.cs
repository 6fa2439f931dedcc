using System.Collections.ObjectModel;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar;

/// <summary>One entity of a store: its data and its place in the hierarchy. Immutable.</summary>
public sealed class Entity
{
    private readonly UidTable _ancestors;
    private HashSet<EntityUid>? _ancestorSet;

    internal Entity(EntityUid uid, RecordValue attributes, RecordValue tags, HashSet<EntityUid> ancestors)
    {
        Uid = uid;
        Attributes = attributes;
        Tags = tags;
        _ancestors = new UidTable([.. ancestors]);
    }

    /// <summary>The entity's name.</summary>
    public EntityUid Uid { get; }

    /// <summary>The attributes, which <c>.</c> and <c>has</c> read.</summary>
    public RecordValue Attributes { get; }

    /// <summary>The tags, which <c>getTag</c> and <c>hasTag</c> read.</summary>
    public RecordValue Tags { get; }

    /// <summary>Everything the entity is in, however indirectly; not itself.</summary>
    public IReadOnlySet<EntityUid> Ancestors => new ReadOnlySet<EntityUid>(_ancestorSet ??= [.. AncestorSpan]);

    internal ReadOnlySpan<EntityUid> AncestorSpan => _ancestors.Names;

    /// <summary>The same array whenever asked, and of no other entity unless it is empty. For comparing alone.</summary>
    internal EntityUid[] AncestorArray => _ancestors.Array;

    /// <summary>Its place among the entities of its store.</summary>
    internal int Number { get; set; }

    internal void AddAncestorsTo(HashSet<EntityUid> set)
    {
        foreach (var ancestor in AncestorSpan)
        {
            set.Add(ancestor);
        }
    }

    internal bool IsIn(EntityUid ancestor) => _ancestors.Find(ancestor) >= 0;
}
