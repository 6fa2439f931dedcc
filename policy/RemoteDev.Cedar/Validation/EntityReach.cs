namespace RemoteDev.Cedar.Validation;

/// <summary>
/// How an entity is reached from a request, which says how much must be loaded to decide. A store cut for level n holds what n steps from
/// entity to entity reach. The source is the specification's <c>Cedar/Validation/Levels.lean</c>.
/// </summary>
internal abstract class EntityReach
{
    private (bool IsKnown, int? Steps) _steps;

    private EntityReach()
    {
    }

    /// <summary>The number of steps, or null when no number suffices because a way starts at an entity the policy names.</summary>
    public int? Steps(EntityUid action)
    {
        if (!_steps.IsKnown)
        {
            _steps = (true, Steps(action, path: null));
        }

        return _steps.Steps;
    }

    /// <summary>The number of steps to what is at <paramref name="path"/> of a record.</summary>
    /// <param name="action">The action of the request, which may be named.</param>
    /// <param name="path">The attributes to go down through records, first one first; null for none.</param>
    private protected abstract int? Steps(EntityUid action, Names? path);

    /// <summary>A part of the request.</summary>
    internal sealed class Start : EntityReach
    {
        private protected override int? Steps(EntityUid action, Names? path) => 0;
    }

    /// <summary>An entity that the policy names.</summary>
    internal sealed class Named(EntityUid uid) : EntityReach
    {
        private protected override int? Steps(EntityUid action, Names? path) => uid.Equals(action) ? 0 : null;
    }

    /// <summary>What an attribute or tag of an entity holds.</summary>
    internal sealed class Beyond(EntityReach? entity) : EntityReach
    {
        private protected override int? Steps(EntityUid action, Names? path) => entity?.Steps(action) + 1;
    }

    /// <summary>What an attribute of a record holds.</summary>
    internal sealed class Inside(EntityReach? record, string name) : EntityReach
    {
        private protected override int? Steps(EntityUid action, Names? path) => record?.Steps(action, new Names(name, path));
    }

    /// <summary>One of two.</summary>
    internal sealed class Either(EntityReach? left, EntityReach? right) : EntityReach
    {
        private protected override int? Steps(EntityUid action, Names? path) =>
            left?.Steps(action, path) is { } one && right?.Steps(action, path) is { } other ? Math.Max(one, other) : null;
    }

    /// <summary>A record that the policy spells out.</summary>
    internal sealed class Spelled(IReadOnlyDictionary<string, EntityReach?> attributes) : EntityReach
    {
        private protected override int? Steps(EntityUid action, Names? path) =>
            path is not null && attributes.TryGetValue(path.First, out var reach) ? reach?.Steps(action, path.Rest) : null;
    }

    /// <summary>A list of names that shares its rest.</summary>
    internal sealed record Names(string First, Names? Rest);
}
