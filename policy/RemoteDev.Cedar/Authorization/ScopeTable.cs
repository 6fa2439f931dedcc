using System.Numerics;
using System.Runtime.InteropServices;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// The tree of scopes as a decision walks it. With thousands of policies a decision costs what it must fetch from memory, so the tree lies in
/// a few arrays, and one table answers for all its nodes: what no scope names is passed over after one look at it.
/// </summary>
/// <remarks>
/// A place is where a node leads: 0 nowhere, above 0 to a node, below 0 to the one policy there, at the position that is its complement.
/// </remarks>
internal sealed class ScopeTable
{
    /// <summary>Up to this many, looking at all branches of a node is faster than hashing.</summary>
    private const int ScanLimit = 4;

    private readonly ScopeNode[] _tree;
    private readonly Level[] _levels;
    private readonly Branch[] _branches;
    private readonly int[] _positions;

    /// <summary>
    /// Where a branch is kept by the hash of node and entity: the other half of the hash, or 0 for an empty slot. At most half full, and small
    /// enough to stay near the processor; most of what a request asks for is found absent here.
    /// </summary>
    private readonly ushort[] _tags;

    /// <summary>The branch of each slot that is not empty.</summary>
    private readonly int[] _held;

    public ScopeTable(ScopeNode root)
    {
        _tree = Number(root);
        _levels = new Level[_tree.Length];
        _branches = new Branch[_tree.Sum(node => node.Branches.Count)];
        _positions = new int[_tree.Sum(node => node.Positions.Count)];
        _tags = new ushort[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, _branches.Length) * 2)];
        _held = new int[_tags.Length];
        var (branches, positions) = (0, 0);
        for (var i = 0; i < _tree.Length; i++)
        {
            var node = _tree[i];
            var isLeaf = node.Positions.Count > 0;
            _levels[i] = new Level(
                node.Any?.Place ?? 0, isLeaf ? positions : branches, isLeaf ? node.Positions.Count : node.Branches.Count, node.Types.Count > 0);
            foreach (var position in node.Positions)
            {
                _positions[positions++] = position;
            }

            foreach (var (entity, branch) in node.Branches)
            {
                _branches[branches] = new Branch(entity, branch.Same?.Place ?? 0, branch.Within?.Place ?? 0);
                Enter(KeyOf(i, entity), branches++);
            }
        }
    }

    /// <summary>Finds the policies that speak about a request with these entities; each has its data, or null when the store lacks it.</summary>
    public void Find(
        (EntityUid Uid, Entity? Entity) action, (EntityUid Uid, Entity? Entity) principal, (EntityUid Uid, Entity? Entity) resource, IndexWalk walk)
    {
        walk.Clear();
        AddMatching(0, action.Uid, action.Entity, walk.Principals);
        foreach (var node in walk.Principals)
        {
            AddMatching(node, principal.Uid, principal.Entity, walk.Resources);
        }

        foreach (var node in walk.Resources)
        {
            AddMatching(node, resource.Uid, resource.Entity, walk.Leaves);
        }

        foreach (var leaf in walk.Leaves)
        {
            if (leaf < 0)
            {
                walk.Positions.Add(~leaf);
            }
            else
            {
                walk.Positions.Add(_positions.AsSpan(_levels[leaf].Start, _levels[leaf].Count));
            }
        }
    }

    private static ScopeNode[] Number(ScopeNode root)
    {
        var nodes = new List<ScopeNode> { root };
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var node in nodes[i].Below())
            {
                if (node.Positions.Count == 1)
                {
                    node.Place = ~node.Positions[0];
                }
                else
                {
                    node.Place = nodes.Count;
                    nodes.Add(node);
                }
            }
        }

        return [.. nodes];
    }

    private static void AddTo(List<int> found, int place)
    {
        if (place != 0)
        {
            found.Add(place);
        }
    }

    private static uint KeyOf(int node, EntityUid entity) => unchecked((uint)entity.GetHashCode() + (uint)node * 0x9E37_79B9);

    private static ushort TagOf(uint key) => (ushort)(key >> 16 | 1);

    private void AddMatching(int node, EntityUid uid, Entity? entity, List<int> found)
    {
        ref readonly var level = ref _levels[node];
        AddTo(found, level.Any);
        if (level.HasTypes && _tree[node].FindType(uid.Type) is { } type)
        {
            found.Add(type.Place);
        }

        // Whichever is fewer: what the scopes name, or what the request's entity is in.
        var ancestors = entity is null ? [] : entity.AncestorSpan;
        if (level.Count <= Math.Max(ScanLimit, ancestors.Length))
        {
            Scan(_branches.AsSpan(level.Start, level.Count), uid, entity, found);
            return;
        }

        if (IndexOf(node, in level, uid) is >= 0 and var own)
        {
            AddTo(found, _branches[own].Same);
            AddTo(found, _branches[own].Within);
        }

        foreach (var ancestor in ancestors)
        {
            if (IndexOf(node, in level, ancestor) is >= 0 and var above)
            {
                AddTo(found, _branches[above].Within);
            }
        }
    }

    private static void Scan(ReadOnlySpan<Branch> branches, EntityUid uid, Entity? entity, List<int> found)
    {
        foreach (ref readonly var branch in branches)
        {
            if (branch.Hash == uid.GetHashCode() && branch.Entity.Equals(uid))
            {
                AddTo(found, branch.Same);
                AddTo(found, branch.Within);
            }
            else if (branch.Within != 0 && entity is not null && entity.IsIn(branch.Entity))
            {
                found.Add(branch.Within);
            }
        }
    }

    private int IndexOf(int node, in Level level, EntityUid entity)
    {
        var key = KeyOf(node, entity);
        var tag = TagOf(key);
        var tags = _tags;
        for (var slot = key;; slot++)
        {
            var place = (int)(slot & (uint)(tags.Length - 1));
            if (tags[place] == 0)
            {
                return -1;
            }

            // Another branch, also another node's, may have the tag.
            if (tags[place] == tag && _held[place] is var at && (uint)(at - level.Start) < (uint)level.Count && _branches[at].Entity.Equals(entity))
            {
                return at;
            }
        }
    }

    private void Enter(uint key, int branch)
    {
        var slot = key;
        while (_tags[(int)(slot & (uint)(_tags.Length - 1))] != 0)
        {
            slot++;
        }

        var place = (int)(slot & (uint)(_tags.Length - 1));
        _tags[place] = TagOf(key);
        _held[place] = branch;
    }

    /// <summary>A node: where it leads without constraint, and its branches, or below all dimensions its policies.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Level(int any, int start, int count, bool hasTypes)
    {
        public readonly int Any = any;
        public readonly int Start = start;
        public readonly int Count = count;
        public readonly bool HasTypes = hasTypes;
    }

    /// <summary>An entity that scopes name at a node, and where those that name it alone, or it with all below it, lead.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Branch(EntityUid entity, int same, int within)
    {
        public readonly EntityUid Entity = entity;
        public readonly int Hash = entity.GetHashCode();
        public readonly int Same = same;
        public readonly int Within = within;
    }
}
