using System.Collections.Frozen;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Validation;

/// <summary>A schema turned to the questions that a validator asks, worked out once.</summary>
internal sealed class SchemaIndex
{
    private readonly FrozenDictionary<string, HashSet<string>> _actionTypes;
    private readonly Dictionary<EntityUid, List<ActionDefinition>> _within = [];
    private readonly Dictionary<EntityUid, CedarType.Record> _contexts = [];

    public SchemaIndex(CedarSchema schema)
    {
        Schema = schema;
        var actionTypes = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var contexts = new Dictionary<RecordType, CedarType.Record>(new RecordTypeComparer());
        foreach (var action in schema.Actions.Values.OrderBy(action => action.Uid.ToString(), StringComparer.Ordinal))
        {
            _contexts[action.Uid] = Shared(contexts, action.Context);
            AddWithin(action.Uid, action);
            if (!actionTypes.TryGetValue(action.Uid.Type, out var ancestorTypes))
            {
                actionTypes.Add(action.Uid.Type, ancestorTypes = new HashSet<string>(StringComparer.Ordinal));
            }

            foreach (var ancestor in action.Ancestors)
            {
                AddWithin(ancestor, action);
                ancestorTypes.Add(ancestor.Type);
            }

            if (action.PrincipalTypes.Count > 0 && action.ResourceTypes.Count > 0)
            {
                Requestable.Add(action);
            }
        }

        _actionTypes = actionTypes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public CedarSchema Schema { get; }

    /// <summary>The actions that requests can be made for, which groups are not.</summary>
    public List<ActionDefinition> Requestable { get; } = [];

    /// <summary>The actions that are <paramref name="group"/> or in it.</summary>
    public IReadOnlyList<ActionDefinition> Within(EntityUid group) => _within.GetValueOrDefault(group) ?? [];

    /// <summary>The type of the context of <paramref name="action"/>; of equal contexts the same object.</summary>
    public CedarType.Record ContextOf(EntityUid action) => _contexts[action];

    /// <summary>Whether an entity of <paramref name="type"/> can be one of type <paramref name="ancestor"/>, or in one.</summary>
    public bool CanBeIn(string type, string ancestor) =>
        type == ancestor
        || (Schema.EntityTypes.TryGetValue(type, out var definition)
            ? definition.Ancestors.Contains(ancestor)
            : _actionTypes.TryGetValue(type, out var ancestors) && ancestors.Contains(ancestor));

    /// <summary>Whether the entity is one that the schema knows of.</summary>
    public bool Knows(EntityUid uid) =>
        EntityTypeName.IsAction(uid.Type) ? Schema.Actions.ContainsKey(uid) : Schema.EntityTypes.ContainsKey(uid.Type);

    private static CedarType.Record Shared(Dictionary<RecordType, CedarType.Record> contexts, RecordType context)
    {
        if (!contexts.TryGetValue(context, out var shared))
        {
            contexts.Add(context, shared = new CedarType.Record(context));
        }

        return shared;
    }

    private void AddWithin(EntityUid group, ActionDefinition action)
    {
        if (!_within.TryGetValue(group, out var members))
        {
            _within.Add(group, members = []);
        }

        if (members.Count == 0 || members[^1] != action)
        {
            members.Add(action);
        }
    }
}
