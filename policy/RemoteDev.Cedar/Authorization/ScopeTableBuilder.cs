namespace RemoteDev.Cedar.Authorization;

/// <summary>Lays the tree of scopes out for <see cref="ScopeTable"/>, one dimension after the other.</summary>
internal sealed class ScopeTableBuilder
{
    public List<ScopeLevel> Levels { get; } = [];

    public List<ScopeSlot> Slots { get; } = [];

    public List<int> Positions { get; } = [];

    /// <summary>Adds the nodes of one dimension, which <see cref="Number"/> has given their places.</summary>
    /// <returns>The names that their branches have.</returns>
    public ScopeNames Add(ScopeNode[] nodes)
    {
        var names = new ScopeNames(nodes);
        foreach (var node in nodes)
        {
            var entries = new List<ScopeSlot>();
            foreach (var (entity, branch) in node.Branches)
            {
                AddTo(entries, ScopeSlot.Same(names.Of(entity)), branch.Same);
                AddTo(entries, ScopeSlot.Within(names.Of(entity)), branch.Within);
            }

            foreach (var (type, below) in node.Types)
            {
                AddTo(entries, ScopeSlot.Within(names.Of(type)), below);
            }

            AddTable(node.Any?.Place ?? 0, entries);
        }

        return names;
    }

    /// <summary>Adds the nodes below all dimensions that hold several policies.</summary>
    public void AddPolicies(ScopeNode[] nodes)
    {
        foreach (var node in nodes)
        {
            Levels.Add(new ScopeLevel(any: 0, Positions.Count, spread: 0, node.Positions.Count));
            Positions.AddRange(node.Positions);
        }
    }

    /// <summary>What tells at a glance which nodes have which keys.</summary>
    public ScopeFilter Filter()
    {
        var filter = new ScopeFilter(Slots.Count);
        for (var node = 0; node < Levels.Count; node++)
        {
            for (var i = 0; Levels[node].Spread > 0 && i < Levels[node].Count; i++)
            {
                if (Slots[Levels[node].Start + i] is { Place: not 0 } slot)
                {
                    filter.Enter(node, slot.Key);
                }
            }
        }

        return filter;
    }

    /// <summary>Gives the nodes directly below others their places; returns those that need a place in the table.</summary>
    /// <param name="nodes">The nodes of one dimension.</param>
    /// <param name="next">The next free place in the table.</param>
    public static ScopeNode[] Number(ScopeNode[] nodes, ref int next)
    {
        var below = new List<ScopeNode>();
        foreach (var node in nodes.SelectMany(node => node.Below()))
        {
            if (node.Positions.Count == 1)
            {
                node.Place = ~node.Positions[0];
            }
            else
            {
                node.Place = next++;
                below.Add(node);
            }
        }

        return [.. below];
    }

    private static void AddTo(List<ScopeSlot> entries, int key, ScopeNode? below)
    {
        if (below is not null)
        {
            entries.Add(new ScopeSlot(key, below.Place));
        }
    }

    private void AddTable(int any, List<ScopeSlot> entries)
    {
        var start = Slots.Count;
        if (entries.Count == 0)
        {
            Levels.Add(new ScopeLevel(any, start, spread: 0, count: 0));
            return;
        }

        // Two thirds full. What finds its slot taken moves on, if need be beyond the end, and an empty slot ends every search.
        var spread = entries.Count + (entries.Count + 1) / 2;
        for (var i = 0; i < spread; i++)
        {
            Slots.Add(default);
        }

        foreach (var entry in entries)
        {
            var at = start + ScopeSlot.First(entry.Key, spread);
            while (at < Slots.Count && Slots[at].Place != 0)
            {
                at++;
            }

            if (at == Slots.Count)
            {
                Slots.Add(entry);
            }
            else
            {
                Slots[at] = entry;
            }
        }

        Slots.Add(default);
        Levels.Add(new ScopeLevel(any, start, spread, Slots.Count - start));
    }
}
