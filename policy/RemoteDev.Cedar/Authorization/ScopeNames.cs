using System.Numerics;
using RemoteDev.Cedar.Entities;

namespace RemoteDev.Cedar.Authorization;

/// <summary>
/// The entities and types that scopes name in one dimension, numbered. What a request names is turned into keys once; each node of the index is
/// then asked with these alone.
/// </summary>
internal sealed class ScopeNames
{
    /// <summary>For how many entities of a store keys are kept.</summary>
    private const int MaxKnown = 65_536;

    /// <summary>How many times others are asked about before one of them takes the place.</summary>
    private const int Patience = 16;

    private readonly UidTable _entities;
    private readonly Dictionary<string, int>? _types;

    // What was found out before, by the number of the entity. Threads may lose each other's entries, and then find them out again.
    private ScopeKeys?[] _known = [];
    private int _passed;

    public ScopeNames(IReadOnlyCollection<ScopeNode> nodes)
    {
        _entities = new UidTable([.. nodes.SelectMany(node => node.Branches).Select(branch => branch.Key).Distinct()]);
        var types = nodes.SelectMany(node => node.Types).Select(type => type.Key).Distinct(StringComparer.Ordinal).ToArray();
        _types = types.Length == 0 ? null : types.Index().ToDictionary(type => type.Item, type => _entities.Names.Length + type.Index, StringComparer.Ordinal);
    }

    /// <summary>The number of an entity that some scope names.</summary>
    public int Of(EntityUid entity) => _entities.Find(entity);

    /// <summary>The number of a type that some scope names.</summary>
    public int Of(string type) => _types![type];

    /// <summary>
    /// The keys under which scopes name the request's entity: by its name, its type and what it is in. What no scope names has none.
    /// </summary>
    /// <param name="uid">The request's entity.</param>
    /// <param name="entity">Its data; null when the store lacks it.</param>
    /// <param name="room">Where keys are put that are not at hand.</param>
    public ReadOnlySpan<int> KeysOf(EntityUid uid, Entity? entity, ref NumberList room)
    {
        var known = _known;
        if (entity is not null && (uint)entity.Number < (uint)known.Length && known[entity.Number] is { } keys && keys.AreOf(entity))
        {
            return keys.Span;
        }

        Find(uid, entity, ref room);
        if (entity is not null)
        {
            Keep(entity, room.Span);
        }

        return room.Span;
    }

    private void Keep(Entity entity, ReadOnlySpan<int> keys)
    {
        var known = _known;
        if (entity.Number >= MaxKnown)
        {
            return;
        }

        if (entity.Number >= known.Length)
        {
            Array.Resize(ref known, (int)BitOperations.RoundUpToPowerOf2((uint)entity.Number + 1));
            _known = known;
        }

        // Another store's entity gives way, but not at once: two stores in turn must not cost memory with every decision.
        if (known[entity.Number] is null || ++_passed % Patience == 0)
        {
            known[entity.Number] = new ScopeKeys(entity, keys.ToArray());
        }
    }

    private void Find(EntityUid uid, Entity? entity, ref NumberList keys)
    {
        keys.Clear();
        if (_entities.Find(uid) is >= 0 and var own)
        {
            keys.Add(ScopeSlot.Same(own));
            keys.Add(ScopeSlot.Within(own));
        }

        if (_types is not null && _types.TryGetValue(uid.Type, out var type))
        {
            keys.Add(ScopeSlot.Within(type));
        }

        if (entity is not null)
        {
            AddAncestors(entity, ref keys);
        }
    }

    private void AddAncestors(Entity entity, ref NumberList keys)
    {
        // Whichever is fewer: what the scopes name, or what the entity is in.
        var names = _entities.Names;
        var ancestors = entity.AncestorSpan;
        if (names.Length < ancestors.Length)
        {
            for (var i = 0; i < names.Length; i++)
            {
                if (entity.IsIn(names[i]))
                {
                    keys.Add(ScopeSlot.Within(i));
                }
            }

            return;
        }

        foreach (var ancestor in ancestors)
        {
            if (_entities.Find(ancestor) is >= 0 and var number)
            {
                keys.Add(ScopeSlot.Within(number));
            }
        }
    }
}
