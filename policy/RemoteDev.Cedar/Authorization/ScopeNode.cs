using System.Numerics;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// One level of the scope index: the policies of one dimension's constraints, by what the constraint names. Filled once, then only read.
/// With thousands of policies a decision costs what it must fetch from memory, so everything lies close together.
/// </summary>
internal sealed class ScopeNode
{
    /// <summary>Up to this many, a scan is faster than hashing.</summary>
    private const int ScanLimit = 4;

    private ScopeBranch[] _branches = [];
    private int _branchCount;

    /// <summary>Where a hash begins to look for its branch: places in <see cref="_branches"/>, counted from 1; empty up to the limit.</summary>
    private int[] _slots = [];

    private KeyValuePair<string, ScopeNode>[] _types = [];
    private int _typeCount;
    private Dictionary<string, ScopeNode>? _nodeOf;
    private int[] _positions = [];
    private int _positionCount;

    /// <summary>Whether a permit is in or below this node.</summary>
    public bool HasPermit { get; set; }

    /// <summary>Below: policies that do not constrain this dimension.</summary>
    public ScopeNode? Any { get; set; }

    /// <summary>Below: policies that constrain this dimension to an entity, with what is in it or without.</summary>
    public ReadOnlySpan<ScopeBranch> Branches => _branches.AsSpan(0, _branchCount);

    /// <summary>Below: policies that constrain this dimension to a type alone.</summary>
    public ReadOnlySpan<KeyValuePair<string, ScopeNode>> Types => _types.AsSpan(0, _typeCount);

    /// <summary>The policies, below all dimensions.</summary>
    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, _positionCount);

    /// <summary>Makes room for what names <paramref name="entity"/>. Good until the next call.</summary>
    public ref ScopeBranch BranchFor(EntityUid entity)
    {
        var known = Find(entity);
        if (known >= 0)
        {
            return ref _branches[known];
        }

        Append(ref _branches, ref _branchCount, new ScopeBranch(entity));
        if (_branchCount > ScanLimit)
        {
            Hash();
        }

        return ref _branches[_branchCount - 1];
    }

    /// <summary>Makes room for what names <paramref name="type"/>.</summary>
    public ScopeNode NodeFor(string type)
    {
        if (FindType(type) is { } known)
        {
            return known;
        }

        var node = new ScopeNode();
        Append(ref _types, ref _typeCount, KeyValuePair.Create(type, node));
        if (_nodeOf is not null)
        {
            _nodeOf.Add(type, node);
        }
        else if (_typeCount > ScanLimit)
        {
            _nodeOf = new Dictionary<string, ScopeNode>(Types.ToArray(), StringComparer.Ordinal);
        }

        return node;
    }

    /// <summary>Adds a policy; only below all dimensions, and in the order of the set.</summary>
    public void Add(int position) => Append(ref _positions, ref _positionCount, position);

    /// <summary>Adds to <paramref name="found"/> everything directly below whose constraint the entity meets, each once.</summary>
    /// <param name="uid">The request's entity in this dimension.</param>
    /// <param name="entity">Its data; null when the store lacks it.</param>
    public void AddMatching(EntityUid uid, Entity? entity, List<ScopeNode> found)
    {
        AddTo(found, Any);
        if (_typeCount > 0)
        {
            AddTo(found, FindType(uid.Type));
        }

        // Whichever is fewer: what the scopes name, or what the request's entity is in.
        var ancestors = entity is null ? [] : entity.AncestorSpan;
        if (_branchCount <= Math.Max(ScanLimit, ancestors.Length))
        {
            foreach (ref readonly var branch in Branches)
            {
                if (branch.IsFor(uid))
                {
                    AddTo(found, branch.Same);
                    AddTo(found, branch.Within);
                }
                else if (branch.Within is not null && entity is not null && entity.IsIn(branch.Entity))
                {
                    found.Add(branch.Within);
                }
            }

            return;
        }

        var own = Find(uid);
        if (own >= 0)
        {
            AddTo(found, _branches[own].Same);
            AddTo(found, _branches[own].Within);
        }

        foreach (var ancestor in ancestors)
        {
            var above = Find(ancestor);
            if (above >= 0)
            {
                AddTo(found, _branches[above].Within);
            }
        }
    }

    private static void AddTo(List<ScopeNode> found, ScopeNode? node)
    {
        if (node is not null)
        {
            found.Add(node);
        }
    }

    private static void Append<T>(ref T[] items, ref int count, T item)
    {
        if (count == items.Length)
        {
            Array.Resize(ref items, Math.Max(1, count * 2));
        }

        items[count++] = item;
    }

    private ScopeNode? FindType(string type)
    {
        if (_nodeOf is not null)
        {
            return _nodeOf.GetValueOrDefault(type);
        }

        foreach (var (name, node) in Types)
        {
            if (name == type)
            {
                return node;
            }
        }

        return null;
    }

    private int Find(EntityUid entity)
    {
        if (_slots.Length == 0)
        {
            for (var i = 0; i < _branchCount; i++)
            {
                if (_branches[i].IsFor(entity))
                {
                    return i;
                }
            }

            return -1;
        }

        // The slots are at most half full, so an empty one is near.
        for (var slot = entity.GetHashCode();; slot++)
        {
            var at = _slots[slot & (_slots.Length - 1)] - 1;
            if (at < 0 || _branches[at].IsFor(entity))
            {
                return at;
            }
        }
    }

    private void Hash()
    {
        if (_slots.Length >= _branchCount * 2)
        {
            Place(_branchCount - 1);
            return;
        }

        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)_branchCount * 4)];
        for (var i = 0; i < _branchCount; i++)
        {
            Place(i);
        }
    }

    private void Place(int at)
    {
        var slot = _branches[at].Entity.GetHashCode();
        while (_slots[slot & (_slots.Length - 1)] != 0)
        {
            slot++;
        }

        _slots[slot & (_slots.Length - 1)] = at + 1;
    }
}
