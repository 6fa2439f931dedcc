namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// One level of the tree of scopes: the policies of one dimension's constraints, by what the constraint names. Filled once, then only read.
/// </summary>
internal sealed class ScopeNode
{
    private readonly List<int> _positions = [];
    private Dictionary<EntityUid, ScopeBranch>? _branches;
    private Dictionary<string, ScopeNode>? _types;

    /// <summary>Whether a permit is in or below this node.</summary>
    public bool HasPermit { get; set; }

    /// <summary>Where <see cref="ScopeTable"/> has what this node leads to.</summary>
    public int Place { get; set; }

    /// <summary>Below: policies that do not constrain this dimension.</summary>
    public ScopeNode? Any { get; set; }

    /// <summary>Below: policies that constrain this dimension to an entity, with what is in it or without.</summary>
    public IReadOnlyCollection<KeyValuePair<EntityUid, ScopeBranch>> Branches => _branches ?? (IReadOnlyCollection<KeyValuePair<EntityUid, ScopeBranch>>)[];

    /// <summary>Below: policies that constrain this dimension to a type alone.</summary>
    public IReadOnlyCollection<KeyValuePair<string, ScopeNode>> Types => _types ?? (IReadOnlyCollection<KeyValuePair<string, ScopeNode>>)[];

    /// <summary>The policies, below all dimensions; elsewhere none.</summary>
    public IReadOnlyList<int> Positions => _positions;

    /// <summary>Makes room for what names <paramref name="entity"/>.</summary>
    public ScopeBranch BranchFor(EntityUid entity)
    {
        _branches ??= [];
        if (!_branches.TryGetValue(entity, out var branch))
        {
            branch = new ScopeBranch();
            _branches.Add(entity, branch);
        }

        return branch;
    }

    /// <summary>Makes room for what names <paramref name="type"/>.</summary>
    public ScopeNode NodeFor(string type)
    {
        _types ??= new Dictionary<string, ScopeNode>(StringComparer.Ordinal);
        if (!_types.TryGetValue(type, out var node))
        {
            node = new ScopeNode();
            _types.Add(type, node);
        }

        return node;
    }

    /// <summary>Adds a policy; only below all dimensions, and in the order of the set.</summary>
    public void Add(int position) => _positions.Add(position);

    /// <summary>Everything directly below, whatever its constraint.</summary>
    public IEnumerable<ScopeNode> Below()
    {
        var branches = Branches.SelectMany(branch => (ScopeNode?[])[branch.Value.Same, branch.Value.Within]);
        return branches.Prepend(Any).Concat(Types.Select(type => type.Value)).OfType<ScopeNode>();
    }

    /// <summary>Adds to <paramref name="found"/> everything directly below whose constraint the entity meets, each once.</summary>
    /// <param name="uid">The request's entity in this dimension.</param>
    /// <param name="entity">Its data; null when the store lacks it.</param>
    public void AddMatching(EntityUid uid, Entity? entity, List<ScopeNode> found)
    {
        AddTo(found, Any);
        AddTo(found, _types?.GetValueOrDefault(uid.Type));
        if (_branches is null)
        {
            return;
        }

        if (_branches.TryGetValue(uid, out var own))
        {
            AddTo(found, own.Same);
            AddTo(found, own.Within);
        }

        foreach (var ancestor in entity is null ? [] : entity.AncestorSpan)
        {
            AddTo(found, _branches.GetValueOrDefault(ancestor)?.Within);
        }
    }

    private static void AddTo(List<ScopeNode> found, ScopeNode? node)
    {
        if (node is not null)
        {
            found.Add(node);
        }
    }
}
