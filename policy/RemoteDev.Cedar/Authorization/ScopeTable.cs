using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// The tree of scopes as a decision walks it. With thousands of policies a decision costs what it must fetch from memory, so the tree lies in
/// a few arrays of numbers, and what leads on from a node lies together.
/// </summary>
/// <remarks>
/// A place is where a node leads: 0 nowhere, above 0 to a node, below 0 to the one policy there, at the position that is its complement.
/// </remarks>
internal sealed class ScopeTable
{
    private readonly ScopeNames _actions;
    private readonly ScopeNames _principals;
    private readonly ScopeNames _resources;
    private readonly ScopeLevel[] _levels;
    private readonly ScopeSlot[] _slots;
    private readonly int[] _positions;
    private readonly ScopeFilter _filter;

    public ScopeTable(ScopeNode root)
    {
        var next = 1;
        ScopeNode[] actions = [root];
        var principals = ScopeTableBuilder.Number(actions, ref next);
        var resources = ScopeTableBuilder.Number(principals, ref next);
        var leaves = ScopeTableBuilder.Number(resources, ref next);
        var builder = new ScopeTableBuilder();
        _actions = builder.Add(actions);
        _principals = builder.Add(principals);
        _resources = builder.Add(resources);
        builder.AddPolicies(leaves);
        (_levels, _slots, _positions) = ([.. builder.Levels], [.. builder.Slots], [.. builder.Positions]);
        _filter = builder.Filter();
    }

    /// <summary>Finds the policies that speak about a request.</summary>
    public void Find(in RequestFrame frame, IndexWalk walk)
    {
        walk.Clear();
        var keys = _actions.KeysOf(frame.Action, frame.ActionEntity, ref walk.Keys);
        Descend([0], keys, walk, ref walk.Principals);
        keys = _principals.KeysOf(frame.Principal, frame.PrincipalEntity, ref walk.Keys);
        Descend(walk.Principals.Span, keys, walk, ref walk.Resources);
        keys = _resources.KeysOf(frame.Resource, frame.ResourceEntity, ref walk.Keys);
        Descend(walk.Resources.Span, keys, walk, ref walk.Leaves);
        foreach (var leaf in walk.Leaves.Span)
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

    /// <summary>Finds where the keys lead from the nodes.</summary>
    private void Descend(ReadOnlySpan<int> nodes, ReadOnlySpan<int> keys, IndexWalk walk, ref NumberList found)
    {
        var (levels, filter, pairs, count) = (_levels, _filter, walk.Pairs, 0);
        foreach (var node in nodes)
        {
            ref readonly var level = ref levels[node];
            if (level.Any != 0)
            {
                found.Add(level.Any);
            }

            // Whichever is fewer: what the scopes name, or what the request has.
            if (level.Count < keys.Length)
            {
                Scan(in level, keys, ref found);
                continue;
            }

            var part = ScopeFilter.PartOf(node);
            foreach (var key in keys)
            {
                if ((uint)count >= (uint)pairs.Length)
                {
                    Add(pairs, ref found);
                    count = 0;
                }

                // Counted without a branch: which of the pairs exist is nothing that a processor could guess.
                pairs[count] = new ScopePair(node, key);
                count += filter.Bit(part, key);
            }
        }

        Add(pairs.AsSpan(0, count), ref found);
    }

    private void Add(ReadOnlySpan<ScopePair> pairs, ref NumberList found)
    {
        var (levels, slots, count) = (_levels, _slots, 0);
        var room = found.Reserve(pairs.Length);
        foreach (var pair in pairs)
        {
            ref readonly var level = ref levels[pair.Node];
            var at = level.Start + ScopeSlot.First(pair.Key, level.Spread);
            while (slots[at].Key != pair.Key && slots[at].Place != 0)
            {
                at++;
            }

            // An empty slot leads nowhere.
            room[count] = slots[at].Place;
            count += slots[at].Place == 0 ? 0 : 1;
        }

        found.Take(count);
    }

    private void Scan(in ScopeLevel level, ReadOnlySpan<int> keys, ref NumberList found)
    {
        foreach (ref readonly var slot in _slots.AsSpan(level.Start, level.Count))
        {
            if (slot.Place != 0 && keys.Contains(slot.Key))
            {
                found.Add(slot.Place);
            }
        }
    }
}
