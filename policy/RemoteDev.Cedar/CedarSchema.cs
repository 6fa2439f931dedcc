using System.Collections.Frozen;
using RemoteDev.Cedar.Entities;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Schema.Printing;
using RemoteDev.Cedar.Schema.Reading;
using RemoteDev.Cedar.Schema.Resolution;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar;

/// <summary>What entities, actions and contexts look like: the ground that policies, requests and entities are validated on. Immutable.</summary>
public sealed class CedarSchema
{
    private readonly SchemaDocument _document;

    internal CedarSchema(IEnumerable<EntityTypeDefinition> entityTypes, IEnumerable<ActionDefinition> actions, SchemaDocument document)
    {
        EntityTypes = entityTypes.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        Actions = actions.ToFrozenDictionary(action => action.Uid);
        _document = document;
    }

    /// <summary>The entity types by name; action types are not among them.</summary>
    internal IReadOnlyDictionary<string, EntityTypeDefinition> EntityTypes { get; }

    /// <summary>The actions by uid, groups among them.</summary>
    internal IReadOnlyDictionary<EntityUid, ActionDefinition> Actions { get; }

    /// <summary>Reads a schema in the Cedar syntax, or says everything that is wrong with it. Never throws, whatever the text.</summary>
    /// <param name="text">The schema.</param>
    /// <param name="name">What faults call the text, usually a file name.</param>
    public static Result<CedarSchema> ParseCedar(string text, string name)
    {
        var faults = new List<SyntaxFault>();
        return SchemaResolver.Resolve(CedarSchemaParser.Parse(new PolicySource(name, text), faults), faults);
    }

    /// <summary>Reads a schema in the JSON syntax, or says everything that is wrong with it. Never throws, whatever the text.</summary>
    /// <param name="text">The schema.</param>
    /// <param name="name">What faults call the text, usually a file name.</param>
    public static Result<CedarSchema> ParseJson(string text, string name)
    {
        var faults = new List<SyntaxFault>();
        return SchemaResolver.Resolve(JsonSchemaReader.Parse(new PolicySource(name, text), faults), faults);
    }

    /// <summary>
    /// The schema in the Cedar syntax, with its namespaces, common types and annotations, but without comments. The few schemas in JSON
    /// that name an entity type where the Cedar syntax cannot, as a common type has its name, have faults instead.
    /// </summary>
    public Result<string> ToCedar() => SchemaCedarPrinter.Print(_document, this);

    /// <summary>The schema in the JSON syntax, with its namespaces, common types and annotations, but without comments.</summary>
    public string ToJson() => SchemaJsonPrinter.Print(_document);

    /// <summary>
    /// What the entities of a store have that the schema does not allow: types, attributes, tags, ids, and who is in what; empty when
    /// they are as it says. Actions need not be in the store; those that are must be as declared.
    /// </summary>
    public IReadOnlyList<EntityFault> FaultsOf(EntityStore store) => new EntityConformance(this).FaultsOf(store.Entities);
}
