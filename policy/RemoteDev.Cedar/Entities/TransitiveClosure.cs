namespace RemoteDev.Cedar.Entities;

/// <summary>
/// Gives each entity all its ancestors. Depth first with a stack of its own: how deep a hierarchy is, is up to the data, and data must
/// not be able to exhaust the thread's stack.
/// </summary>
internal static class TransitiveClosure
{
    /// <summary>
    /// A chain of entities has as many pairs as its length squared, so a hierarchy is bounded by the steps of closing it, not by its
    /// entities. A hundred thousand people in two hundred groups each just fit.
    /// </summary>
    internal const int MaxSteps = 20_000_000;

    /// <summary>The closed entities; each cycle adds one fault, named for an entity on it.</summary>
    public static Dictionary<EntityUid, Entity> Of(Dictionary<EntityUid, EntityDraft> drafts, List<Finding> faults)
    {
        var closed = new Dictionary<EntityUid, Entity>(drafts.Count);
        var open = new HashSet<EntityUid>();
        var path = new Stack<(EntityDraft Draft, int NextParent)>();
        var steps = 0L;
        foreach (var start in drafts.Values)
        {
            if (!closed.ContainsKey(start.Uid))
            {
                path.Push((start, 0));
                open.Add(start.Uid);
            }

            while (path.TryPop(out var step))
            {
                var (draft, next) = step;
                if (next == draft.Parents.Length)
                {
                    open.Remove(draft.Uid);
                    steps += draft.Parents.Sum(above => 1L + (closed.TryGetValue(above, out var known) ? known.AncestorSpan.Length : 0));
                    if (steps > MaxSteps)
                    {
                        faults.Add(Finding.OfEntity(draft.Uid, $"the hierarchy is too large: closing it takes more than {MaxSteps} steps"));
                        return closed;
                    }

                    closed.Add(draft.Uid, Close(draft, closed));
                    continue;
                }

                path.Push((draft, next + 1));
                var parent = draft.Parents[next];
                if (open.Contains(parent))
                {
                    faults.Add(Finding.OfEntity(parent, $"the entity is in itself, through {draft.Uid}"));
                }
                else if (!closed.ContainsKey(parent) && drafts.TryGetValue(parent, out var above))
                {
                    path.Push((above, 0));
                    open.Add(parent);
                }
            }
        }

        return closed;
    }

    private static Entity Close(EntityDraft draft, Dictionary<EntityUid, Entity> closed)
    {
        var ancestors = new HashSet<EntityUid>();
        foreach (var parent in draft.Parents)
        {
            closed.TryGetValue(parent, out var above);

            // The same object wherever the entity is named, so that comparing them mostly ends at once.
            ancestors.Add(above?.Uid ?? parent);
            above?.AddAncestorsTo(ancestors);
        }

        return new Entity(draft.Uid, draft.Attributes, draft.Tags, ancestors);
    }
}
