using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Schema;

/// <summary>Whether entities are what a schema says they are. The source is the specification's <c>RequestEntityValidator.lean</c>.</summary>
internal sealed class EntityConformance(CedarSchema schema)
{
    private readonly ValueConformance _values = new(schema);

    /// <summary>What is wrong, the first thing of each entity; no more than anybody reads.</summary>
    public List<Finding> FaultsOf(IEnumerable<Entity> entities)
    {
        var faults = new List<Finding>();
        foreach (var entity in entities)
        {
            if (faults.Count == EntityJson.MaxFaults)
            {
                break;
            }

            if (FaultOf(entity) is { } fault)
            {
                faults.Add(Finding.OfEntity(entity.Uid, fault));
            }
        }

        return faults;
    }

    private string? FaultOf(Entity entity)
    {
        if (EntityTypeName.IsAction(entity.Uid.Type))
        {
            return FaultOfAction(entity);
        }

        if (!schema.EntityTypes.TryGetValue(entity.Uid.Type, out var type))
        {
            return $"the schema has no entity type `{Spelling.Cut(entity.Uid.Type)}`{Suggest(entity.Uid.Type)}";
        }

        return _values.FaultOf(entity.Uid)?.Message
            ?? _values.FaultOfAttributes(entity.AttributeRecord, type.Attributes, JsonPath.Root("attrs"))?.Message
            ?? FaultOfAncestors(entity, type)
            ?? FaultOfTags(entity, type);
    }

    private string? FaultOfAction(Entity entity)
    {
        if (!schema.Actions.TryGetValue(entity.Uid, out var action))
        {
            return "the schema has no such action";
        }

        var isSame = entity.AttributeRecord.Count == 0 && entity.TagRecord.Count == 0 && entity.Ancestors.SetEquals(action.Ancestors);
        return isSame ? null : "the schema says something else of the action: leave it out to take what the schema says";
    }

    private string? FaultOfAncestors(Entity entity, EntityTypeDefinition type)
    {
        foreach (var ancestor in entity.Ancestors)
        {
            if (_values.FaultOf(ancestor) is { } fault)
            {
                return $"parents: {fault.Message}";
            }

            if (!type.Ancestors.Contains(ancestor.Type))
            {
                return $"parents: the schema does not let a `{type.Name}` be in a `{Spelling.Cut(ancestor.Type)}`, such as {Spelling.Cut(ancestor.ToString())}";
            }
        }

        return null;
    }

    private string? FaultOfTags(Entity entity, EntityTypeDefinition type)
    {
        if (type.Tags is null)
        {
            return entity.TagRecord.Count == 0 ? null : $"tags: the schema gives a `{type.Name}` no tags";
        }

        var path = JsonPath.Root("tags");
        foreach (var (name, value) in entity.TagRecord)
        {
            if (_values.FaultOf(value, type.Tags, path.Member(name)) is { } fault)
            {
                return fault.Message;
            }
        }

        return null;
    }

    private string Suggest(string type)
    {
        var same = schema.EntityTypes.Keys.FirstOrDefault(known => known.EndsWith("::" + type, StringComparison.Ordinal));
        return (same ?? Spelling.Nearest(type, schema.EntityTypes.Keys)) is { } near ? $": did you mean `{near}`?" : "";
    }
}
