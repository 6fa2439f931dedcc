using System.Text.Json;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Entities;

/// <summary>
/// Reads Cedar's JSON format for entities: an array of <c>{"uid": …, "attrs": …, "parents": …, "tags": …}</c>. Without a schema,
/// entities and extension values among the attributes need their escapes <c>__entity</c> and <c>__extn</c>.
/// </summary>
internal static class EntityJson
{
    /// <summary>More entities than a gateway holds in memory come to less.</summary>
    internal const int MaxLength = 64 * 1024 * 1024;

    /// <summary>How deep arrays and objects nest.</summary>
    internal const int MaxDepth = 400;

    /// <summary>Past this many faults, more help nobody.</summary>
    internal const int MaxFaults = 50;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>Reads a store, or says of each entity that is not right what is wrong with it.</summary>
    public static Result<EntityStore> Parse(string json) => ParseAll(json, schema: null);

    /// <summary>
    /// Reads a store for a schema, or says of each entity that is not right what is wrong with it. Where the schema has an entity or an
    /// extension value, its escape may be left out. The schema's actions are in the store without being in the text.
    /// </summary>
    public static Result<EntityStore> Parse(string json, CedarSchema schema) => ParseAll(json, schema);

    /// <summary>
    /// Reads the context of a request for an action of a schema, which tells where escapes may be left out; null when
    /// <paramref name="faults"/> says what is wrong.
    /// </summary>
    public static RecordValue? ParseContext(string json, CedarSchema schema, EntityUid action, out IReadOnlyList<Finding> faults)
    {
        if (!schema.Actions.TryGetValue(action, out var definition))
        {
            faults = [Finding.OfEntity(action, "the schema has no such action")];
            return null;
        }

        var context = ParseRecord(json, definition.Context, "the context", out faults);
        if (context is not null && new ValueConformance(schema).FaultOf(context, new CedarType.Record(definition.Context), JsonPath.Root("the context")) is { } fault)
        {
            faults = [Finding.OfEntity(entity: null, fault.Message)];
        }

        return faults.Count > 0 ? null : context;
    }

    /// <summary>The entities as JSON that <see cref="Parse(string)"/> reads, ordered by name. The ancestors of each are its parents.</summary>
    /// <exception cref="InvalidOperationException">A value nests deeper than any text can make it.</exception>
    public static string Write(EntityStore store) => EntityJsonWriter.Write(store);

    /// <summary>Reads a record such as the context of a request; null when <paramref name="faults"/> says what is wrong.</summary>
    internal static RecordValue? ParseRecord(string json, out IReadOnlyList<Finding> faults) => ParseRecord(json, types: null, "the record", out faults);

    private static RecordValue? ParseRecord(string json, RecordType? types, string what, out IReadOnlyList<Finding> faults)
    {
        var reader = new JsonValueReader();
        RecordValue? record = null;
        faults = Read(json, reader, root => record = reader.ReadRecord(root, JsonPath.Root(what), types));
        return faults.Count > 0 ? null : record;
    }

    private static Result<EntityStore> ParseAll(string json, CedarSchema? schema)
    {
        var reader = new JsonValueReader();
        var builder = new EntityStoreBuilder();
        var faults = Read(json, reader, root => AddAll(root, reader, builder, schema));
        return faults.Count > 0 ? new Result<EntityStore>(faults) : schema is null ? builder.Build() : builder.Build(schema);
    }

    private static List<Finding> Read(string json, JsonValueReader reader, Action<JsonElement> read)
    {
        if (json.Length > MaxLength)
        {
            return [Finding.OfEntity(entity: null, $"the text is longer than {MaxLength} characters")];
        }

        try
        {
            using var document = JsonDocument.Parse(json, Options);
            read(document.RootElement);
            return reader.Faults;
        }
        catch (JsonException e)
        {
            return [Finding.OfEntity(entity: null, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: this is not JSON as Cedar takes it: {e.Message}")];
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The framework's only ways to say that an escape, or the text itself, holds half a surrogate pair.
            return [Finding.OfEntity(entity: null, "a string is not well-formed Unicode")];
        }
    }

    private static void AddAll(JsonElement root, JsonValueReader reader, EntityStoreBuilder builder, CedarSchema? schema)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            reader.Report(JsonPath.Root("the entities"), "expected an array");
            return;
        }

        var start = JsonPath.Root("");
        var index = 0;
        foreach (var element in root.EnumerateArray())
        {
            var path = start.Element(index++);
            reader.Entity = null;
            if (reader.Faults.Count >= MaxFaults)
            {
                return;
            }

            if (reader.HasOnly(element, path, required: ["uid", "attrs", "parents"], optional: ["tags"]))
            {
                Add(element, path, reader, builder, schema);
            }
        }
    }

    private static void Add(JsonElement element, JsonPath path, JsonValueReader reader, EntityStoreBuilder builder, CedarSchema? schema)
    {
        if (reader.ReadUid(element.GetProperty("uid"), path.Member("uid")) is not { } uid)
        {
            return;
        }

        reader.Entity = uid;
        var type = schema?.EntityTypes.GetValueOrDefault(uid.Type);
        var parents = ReadParents(element.GetProperty("parents"), path.Member("parents"), reader);
        var attributes = reader.ReadRecord(element.GetProperty("attrs"), path.Member("attrs"), type?.Attributes);
        var tags = element.TryGetProperty("tags", out var tagsElement) ? reader.ReadRecord(tagsElement, path.Member("tags"), _ => type?.Tags) : RecordValue.Empty;
        if (parents is not null && attributes is not null && tags is not null)
        {
            builder.Add(uid, parents, attributes, tags);
        }
    }

    private static List<EntityUid>? ReadParents(JsonElement element, JsonPath path, JsonValueReader reader)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            reader.Report(path, "expected an array");
            return null;
        }

        var parents = new List<EntityUid>();
        foreach (var item in element.EnumerateArray())
        {
            if (reader.ReadUid(item, path.Element(parents.Count)) is not { } parent)
            {
                return null;
            }

            if (EntityTypeName.IsAction(reader.Entity!.Type) && !EntityTypeName.IsAction(parent.Type))
            {
                reader.Report(path.Element(parents.Count), $"an action cannot be in `{parent}`, which is no action");
                return null;
            }

            parents.Add(parent);
        }

        return parents;
    }
}
