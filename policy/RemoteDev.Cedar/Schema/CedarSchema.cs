using System.Collections.Frozen;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema;

/// <summary>What entities, actions and contexts look like: the ground that policies, requests and entities are validated on. Immutable.</summary>
public sealed class CedarSchema
{
    internal CedarSchema(IEnumerable<EntityTypeDefinition> entityTypes, IEnumerable<ActionDefinition> actions)
    {
        EntityTypes = entityTypes.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        Actions = actions.ToFrozenDictionary(action => action.Uid);
    }

    /// <summary>The entity types by name; action types are not among them.</summary>
    internal IReadOnlyDictionary<string, EntityTypeDefinition> EntityTypes { get; }

    /// <summary>The actions by uid, groups among them.</summary>
    internal IReadOnlyDictionary<EntityUid, ActionDefinition> Actions { get; }
}
