using System.Collections.ObjectModel;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar;

/// <summary>One entity of a store: its data and its place in the hierarchy. Immutable.</summary>
public sealed class Entity
{
    /// <summary>Up to this many ancestors a scan is faster than hashing.</summary>
    private const int ScanLimit = 4;

    private readonly HashSet<EntityUid> _ancestors;
    private readonly EntityUid[] _ancestorList;

    internal Entity(EntityUid uid, RecordValue attributes, RecordValue tags, HashSet<EntityUid> ancestors)
    {
        Uid = uid;
        Attributes = attributes;
        Tags = tags;
        _ancestors = ancestors;
        _ancestorList = [.. ancestors];
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

    internal ReadOnlySpan<EntityUid> AncestorSpan => _ancestorList;

    internal bool IsIn(EntityUid ancestor)
    {
        if (_ancestorList.Length > ScanLimit)
        {
            return _ancestors.Contains(ancestor);
        }

        foreach (var own in _ancestorList)
        {
            if (own.Equals(ancestor))
            {
                return true;
            }
        }

        return false;
    }
}
