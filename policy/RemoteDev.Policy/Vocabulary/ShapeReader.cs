using RemoteDev.Cedar;
using RemoteDev.Cedar.Schema;

namespace RemoteDev.Policy.Vocabulary;

/// <summary>Reads the shapes of what a policy can name off the schema.</summary>
internal static class ShapeReader
{
    private const string Namespace = "RemoteDev::";

    /// <summary>
    /// What <c>principal</c>, <c>resource</c> and <c>context</c> can be over all actions. Of several types they have the attributes of
    /// each; a type without attributes is not named.
    /// </summary>
    public static IReadOnlyDictionary<string, VocabularyShape> Variables(CedarSchema schema)
    {
        var actions = schema.Actions.Values;
        return new Dictionary<string, VocabularyShape>(StringComparer.Ordinal)
        {
            ["principal"] = Entities(schema, actions.SelectMany(action => action.PrincipalTypes)),
            ["resource"] = Entities(schema, actions.SelectMany(action => action.ResourceTypes)),
            ["context"] = new("context", VocabularyKind.Record)
            {
                Attributes = Of(actions.SelectMany(action => action.Context.Attributes)),
            },
        };
    }

    private static VocabularyShape Entities(CedarSchema schema, IEnumerable<string> types)
    {
        var shaped = types.Distinct(StringComparer.Ordinal)
            .Select(type => schema.EntityTypes[type])
            .Where(type => type.Attributes.Attributes.Count > 0)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .ToList();
        return new VocabularyShape(string.Join(", ", shaped.Select(type => Short(type.Name))), VocabularyKind.Entity)
        {
            Attributes = Of(shaped.SelectMany(type => type.Attributes.Attributes)),
        };
    }

    private static Dictionary<string, VocabularyShape> Of(IEnumerable<KeyValuePair<string, AttributeType>> attributes)
    {
        var shapes = new Dictionary<string, VocabularyShape>(StringComparer.Ordinal);
        foreach (var (name, attribute) in attributes)
        {
            shapes.TryAdd(name, Of(attribute.Type) with { IsOptional = !attribute.IsRequired });
        }

        return shapes;
    }

    private static VocabularyShape Of(CedarType type) => type switch
    {
        CedarType.Bool => new("Bool", VocabularyKind.Bool),
        CedarType.Long => new("Long", VocabularyKind.Long),
        CedarType.Text => new("String", VocabularyKind.Text),
        CedarType.Set set => new($"Set<{(set.Element is { } element ? Of(element).Type : "")}>", VocabularyKind.Set),
        CedarType.Record record => new("record", VocabularyKind.Record) { Attributes = Of(record.Attributes.Attributes) },
        CedarType.Entity entity => new(Short(entity.Name), VocabularyKind.Entity),
        CedarType.Extension extension => new(extension.Name, KindOf(extension)),
        _ => throw new InvalidOperationException($"The vocabulary has no values of type {type}."),
    };

    private static VocabularyKind KindOf(CedarType.Extension extension) => extension.Name switch
    {
        "ipaddr" => VocabularyKind.Ip,
        "decimal" => VocabularyKind.Decimal,
        "datetime" => VocabularyKind.Datetime,
        "duration" => VocabularyKind.Duration,
        _ => throw new InvalidOperationException($"The vocabulary has no values of type {extension.Name}."),
    };

    private static string Short(string type) => type.StartsWith(Namespace, StringComparison.Ordinal) ? type[Namespace.Length..] : type;
}
