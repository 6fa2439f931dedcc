using RemoteDev.Cedar.Entities;
using System.Collections.Frozen;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Schema.Declarations;
using RemoteDev.Cedar.Schema.Printing;
using RemoteDev.Cedar.Schema.Reading;
using RemoteDev.Cedar.Schema.Resolution;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Validation;

namespace RemoteDev.Cedar;

/// <summary>What entities, actions and contexts look like: the ground that policies, requests and entities are validated on. Immutable.</summary>
public sealed class CedarSchema
{
    private readonly SchemaDocument _document;
    private readonly Lazy<Validator> _validator;

    internal CedarSchema(IEnumerable<EntityTypeDefinition> entityTypes, IEnumerable<ActionDefinition> actions, SchemaDocument document)
    {
        EntityTypes = entityTypes.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        Actions = actions.ToFrozenDictionary(action => action.Uid);
        _document = document;
        _validator = new(() => new Validator(this));
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
        var faults = new List<Finding>();
        return SchemaResolver.Resolve(CedarSchemaParser.Parse(new PolicySource(name, text), faults), faults);
    }

    /// <summary>Reads a schema in the JSON syntax, or says everything that is wrong with it. Never throws, whatever the text.</summary>
    /// <param name="text">The schema.</param>
    /// <param name="name">What faults call the text, usually a file name.</param>
    public static Result<CedarSchema> ParseJson(string text, string name)
    {
        var faults = new List<Finding>();
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
    /// Checks every policy and template, strictly: a set without error cannot err in a request without one, but for arithmetic overflow and
    /// entities that do not exist. What remains may be warnings, such as that a policy never applies; the verdicts are those of the Rust SDK 4.13.
    /// </summary>
    /// <param name="policies">The policies.</param>
    /// <returns>What was found, policy by policy and within each in the order of its text.</returns>
    public IReadOnlyList<Finding> Validate(PolicySet policies) => _validator.Value.Validate(policies);

    /// <summary>
    /// As <see cref="Validate(PolicySet)"/>, and checks that no policy follows more than <paramref name="level"/> references from entity to
    /// entity. To decide, it is then enough to load what that many steps from the request reach.
    /// </summary>
    /// <param name="policies">The policies.</param>
    /// <param name="level">How many steps are allowed; zero allows none, not even to look at attributes of the principal.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is negative.</exception>
    public IReadOnlyList<Finding> Validate(PolicySet policies, int level) => _validator.Value.ValidateAtLevel(policies, level);

    /// <inheritdoc cref="Validator.FindUnknownNames"/>
    internal IEnumerable<Finding> FindUnknownNames(CedarPolicy policy) => _validator.Value.FindUnknownNames(policy);

    /// <summary>What keeps <paramref name="request"/> from fitting the schema; empty when it fits.</summary>
    public IReadOnlyList<Finding> Validate(Request request) => _validator.Value.Validate(request);

    /// <summary>
    /// What the entities of a store have that the schema does not allow: types, attributes, tags, ids, and who is in what; empty when
    /// they are as it says. Actions need not be in the store; those that are must be as declared.
    /// </summary>
    public IReadOnlyList<Finding> Validate(EntityStore store) => new EntityConformance(this).FaultsOf(store.Entities);

    /// <summary>
    /// Reads the context of a request for an action, which tells where escapes may be left out, or says what is wrong with it.
    /// </summary>
    /// <param name="json">The context, a JSON object.</param>
    /// <param name="action">An action of the schema.</param>
    public Result<IReadOnlyDictionary<string, Value>> ParseContext(string json, EntityUid action) =>
        EntityJson.ParseContext(json, this, action, out var faults) is { } context
            ? new Result<IReadOnlyDictionary<string, Value>>(context)
            : new Result<IReadOnlyDictionary<string, Value>>(faults);
}
