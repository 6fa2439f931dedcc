using System.Collections.ObjectModel;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar;

/// <summary>An entity: its name, its data and what it is in. Immutable.</summary>
public sealed class Entity
{
    private readonly UidTable _ancestors;
    private HashSet<EntityUid>? _ancestorSet;

    /// <summary>An entity to make a store of.</summary>
    /// <param name="uid">Its name.</param>
    /// <param name="parents">What it is directly in; they need not be in the store themselves. None by default.</param>
    /// <param name="attributes">Its attributes; none by default.</param>
    /// <param name="tags">Its tags; none by default.</param>
    public Entity(
        EntityUid uid,
        IEnumerable<EntityUid>? parents = null,
        IReadOnlyDictionary<string, Value>? attributes = null,
        IReadOnlyDictionary<string, Value>? tags = null)
        : this(uid, RecordValue.From(attributes), RecordValue.From(tags), [.. parents ?? []])
    {
    }

    internal Entity(EntityUid uid, RecordValue attributes, RecordValue tags, HashSet<EntityUid> ancestors)
    {
        Uid = uid;
        AttributeRecord = attributes;
        TagRecord = tags;
        _ancestors = new UidTable([.. ancestors]);
    }

    /// <summary>The entity's name.</summary>
    public EntityUid Uid { get; }

    /// <summary>The attributes, which <c>.</c> and <c>has</c> read.</summary>
    public IReadOnlyDictionary<string, Value> Attributes => AttributeRecord;

    /// <summary>The tags, which <c>getTag</c> and <c>hasTag</c> read.</summary>
    public IReadOnlyDictionary<string, Value> Tags => TagRecord;

    /// <summary>
    /// What the entity is in; not itself. In a store that is everything, however indirectly; before, the parents it was made with.
    /// </summary>
    public IReadOnlySet<EntityUid> Ancestors => new ReadOnlySet<EntityUid>(_ancestorSet ??= [.. AncestorSpan]);

    internal RecordValue AttributeRecord { get; }

    internal RecordValue TagRecord { get; }

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
