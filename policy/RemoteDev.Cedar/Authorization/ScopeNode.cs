using System.Runtime.InteropServices;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// One level of the scope index: the policies of one dimension's constraints, by what the constraint names. Filled once, then only read.
/// </summary>
internal sealed class ScopeNode
{
    /// <summary>Up to this many, a scan is faster than hashing.</summary>
    private const int ScanLimit = 4;

    private readonly List<ScopeBranch> _branches = [];
    private readonly List<KeyValuePair<string, ScopeNode>> _types = [];
    private readonly List<int> _positions = [];
    private Dictionary<EntityUid, ScopeBranch>? _branchOf;
    private Dictionary<string, ScopeNode>? _nodeOf;

    /// <summary>Whether a permit is in or below this node.</summary>
    public bool HasPermit { get; set; }

    /// <summary>Below: policies that do not constrain this dimension.</summary>
    public ScopeNode? Any { get; set; }

    /// <summary>Below: policies that constrain this dimension to an entity, with what is in it or without.</summary>
    public ReadOnlySpan<ScopeBranch> Branches => CollectionsMarshal.AsSpan(_branches);

    /// <summary>Below: policies that constrain this dimension to a type alone.</summary>
    public ReadOnlySpan<KeyValuePair<string, ScopeNode>> Types => CollectionsMarshal.AsSpan(_types);

    /// <summary>Makes room for what names <paramref name="entity"/>.</summary>
    public ScopeBranch BranchFor(EntityUid entity)
    {
        if (FindBranch(entity) is { } known)
        {
            return known;
        }

        var branch = new ScopeBranch(entity);
        _branches.Add(branch);
        if (_branchOf is not null)
        {
            _branchOf.Add(entity, branch);
        }
        else if (_branches.Count > ScanLimit)
        {
            _branchOf = _branches.ToDictionary(each => each.Entity);
        }

        return branch;
    }

    /// <summary>Makes room for what names <paramref name="type"/>.</summary>
    public ScopeNode NodeFor(string type)
    {
        if (FindType(type) is { } known)
        {
            return known;
        }

        var node = new ScopeNode();
        _types.Add(KeyValuePair.Create(type, node));
        if (_nodeOf is not null)
        {
            _nodeOf.Add(type, node);
        }
        else if (_types.Count > ScanLimit)
        {
            _nodeOf = new Dictionary<string, ScopeNode>(_types, StringComparer.Ordinal);
        }

        return node;
    }

    /// <summary>The policies, below all dimensions.</summary>
    public ReadOnlySpan<int> Positions => CollectionsMarshal.AsSpan(_positions);

    /// <summary>Adds a policy; only below all dimensions, and in the order of the set.</summary>
    public void Add(int position) => _positions.Add(position);

    /// <summary>Adds to <paramref name="found"/> everything directly below whose constraint the entity meets, each once.</summary>
    /// <param name="uid">The request's entity in this dimension.</param>
    /// <param name="entity">Its data; null when the store lacks it.</param>
    public void AddMatching(EntityUid uid, Entity? entity, List<ScopeNode> found)
    {
        AddTo(found, Any);
        if (_types.Count > 0)
        {
            AddTo(found, FindType(uid.Type));
        }

        // Whichever is fewer: what the scopes name, or what the request's entity is in.
        var ancestors = entity is null ? [] : entity.AncestorSpan;
        if (_branchOf is null || _branches.Count <= ancestors.Length)
        {
            foreach (var branch in _branches)
            {
                if (branch.Entity.Equals(uid))
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

        if (_branchOf.TryGetValue(uid, out var own))
        {
            AddTo(found, own.Same);
            AddTo(found, own.Within);
        }

        foreach (var ancestor in ancestors)
        {
            if (_branchOf.TryGetValue(ancestor, out var above))
            {
                AddTo(found, above.Within);
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

    private ScopeBranch? FindBranch(EntityUid entity)
    {
        if (_branchOf is not null)
        {
            return _branchOf.GetValueOrDefault(entity);
        }

        foreach (var branch in _branches)
        {
            if (branch.Entity.Equals(entity))
            {
                return branch;
            }
        }

        return null;
    }

    private ScopeNode? FindType(string type)
    {
        if (_nodeOf is not null)
        {
            return _nodeOf.GetValueOrDefault(type);
        }

        foreach (var (name, node) in _types)
        {
            if (name == type)
            {
                return node;
            }
        }

        return null;
    }
}
