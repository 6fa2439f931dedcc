using RemoteDev.Cedar.Evaluation;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// Gathers from the scopes of permits the entities that may be allowed at all: those named, those below the ones named, those of a type. Only
/// a permit that leaves open what is asked for makes every entity of the store a candidate.
/// </summary>
/// <param name="store">Where candidates come from; what it lacks is none.</param>
/// <param name="asked">Which part of the request is asked for.</param>
/// <param name="type">The type that candidates must have; any when null.</param>
internal sealed class QueryCandidates(EntityStore store, ScopeDimension asked, string? type)
{
    private readonly HashSet<EntityUid> _found = [];

    /// <summary>The candidates; what <paramref name="frame"/> has in the place asked for does not matter.</summary>
    public HashSet<EntityUid> From(ScopeNode root, in RequestFrame frame)
    {
        Walk(root, ScopeDimension.Action, in frame);
        return _found;
    }

    private void Walk(ScopeNode node, ScopeDimension dimension, in RequestFrame frame)
    {
        if (dimension == asked)
        {
            Gather(node, in frame);
            return;
        }

        foreach (var next in PermitsBelow(node, dimension, in frame))
        {
            Walk(next, dimension + 1, in frame);
        }
    }

    private void Gather(ScopeNode node, in RequestFrame frame)
    {
        if (Leads(node.Any, asked + 1, in frame))
        {
            AddAll(type is null ? store.Entities : store.Index.OfType(type));
            return;
        }

        foreach (var (name, next) in node.Types)
        {
            if ((type is null || type == name) && Leads(next, asked + 1, in frame))
            {
                AddAll(store.Index.OfType(name));
            }
        }

        foreach (var (entity, branch) in node.Branches)
        {
            var isWithin = Leads(branch.Within, asked + 1, in frame);
            if ((isWithin || Leads(branch.Same, asked + 1, in frame)) && store.TryGet(entity, out var named))
            {
                AddAll([named]);
            }

            if (isWithin)
            {
                AddAll(store.Index.Below(entity));
            }
        }
    }

    /// <summary>Whether the rest of the request leads from here to a permit.</summary>
    private static bool Leads(ScopeNode? node, ScopeDimension dimension, in RequestFrame frame)
    {
        if (node is null || !node.HasPermit || dimension == ScopeDimension.Policies)
        {
            return node is not null && node.HasPermit;
        }

        foreach (var next in PermitsBelow(node, dimension, in frame))
        {
            if (Leads(next, dimension + 1, in frame))
            {
                return true;
            }
        }

        return false;
    }

    private static List<ScopeNode> PermitsBelow(ScopeNode node, ScopeDimension dimension, in RequestFrame frame)
    {
        var (uid, entity) = ScopeIndex.At(dimension, in frame);
        var below = new List<ScopeNode>();
        node.AddMatching(uid, entity, below);
        below.RemoveAll(next => !next.HasPermit);
        return below;
    }

    private void AddAll(IEnumerable<Entity> entities)
    {
        foreach (var entity in entities)
        {
            if (type is null || entity.Uid.Type == type)
            {
                _found.Add(entity.Uid);
            }
        }
    }
}
