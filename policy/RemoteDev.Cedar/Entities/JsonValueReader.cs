using System.Text.Json;
using RemoteDev.Cedar.Schema;
using RemoteDev.Cedar.Syntax;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Entities;

/// <summary>
/// Reads Cedar values from JSON; collects faults, each with the path that led to it. Where the type of a value is known, the escapes of
/// entities and extension values may be left out; whether the value is of that type is asked elsewhere.
/// </summary>
internal sealed class JsonValueReader
{
    private const string EntityEscape = "__entity";
    private const string ExtensionEscape = "__extn";
    private const string ExpressionEscape = "__expr";

    private readonly JsonExtensionReader _extensions;

    public JsonValueReader() => _extensions = new JsonExtensionReader(this);

    public List<Finding> Faults { get; } = [];

    /// <summary>The entity whose data is being read, for the faults.</summary>
    public EntityUid? Entity { get; set; }

    public void Report(JsonPath path, string message) => Faults.Add(Finding.OfEntity(Entity, $"{path}: {message}"));

    /// <summary>Whether the element is an object with all required and no unknown properties; reports when not.</summary>
    public bool HasOnly(JsonElement element, JsonPath path, ReadOnlySpan<string> required, ReadOnlySpan<string> optional = default)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Report(path, $"expected an object, found {Describe(element)}");
            return false;
        }

        foreach (var name in required)
        {
            if (!element.TryGetProperty(name, out _))
            {
                Report(path, $"\"{name}\" is missing");
                return false;
            }
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!required.Contains(property.Name) && !optional.Contains(property.Name))
            {
                Report(path, $"unknown property {StringValue.Quote(Spelling.Cut(property.Name))}");
                return false;
            }
        }

        return true;
    }

    /// <summary>An entity's name, plain or in its escape.</summary>
    public EntityUid? ReadUid(JsonElement element, JsonPath path)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(EntityEscape, out var escaped))
        {
            return HasOnly(element, path, required: [EntityEscape]) ? ReadUid(escaped, path) : null;
        }

        if (!HasOnly(element, path, required: ["type", "id"])
            || ReadText(element.GetProperty("type"), path.Member("type")) is not { } type
            || ReadText(element.GetProperty("id"), path.Member("id")) is not { } id)
        {
            return null;
        }

        if (!EntityUid.TryCreate(type, id, out var uid))
        {
            Report(path.Member("type"), $"{StringValue.Quote(Spelling.Cut(type))} is not the name of an entity type");
        }

        return uid;
    }

    /// <summary>A record whose attributes have the types given, if any are.</summary>
    public RecordValue? ReadRecord(JsonElement element, JsonPath path, RecordType? types = null) =>
        ReadRecord(element, path, name => types?.Find(name)?.Type);

    /// <summary>A record whose attributes have the types that <paramref name="typeOf"/> knows.</summary>
    public RecordValue? ReadRecord(JsonElement element, JsonPath path, Func<string, CedarType?> typeOf)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Report(path, $"expected an object, found {Describe(element)}");
            return null;
        }

        var attributes = new List<KeyValuePair<string, Value>>();
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name is EntityEscape or ExtensionEscape or ExpressionEscape)
            {
                Report(path, $"\"{property.Name}\" cannot be the name of an attribute");
                return null;
            }

            if (ReadValue(property.Value, path.Member(property.Name), typeOf(property.Name)) is not { } value)
            {
                return null;
            }

            attributes.Add(KeyValuePair.Create(property.Name, value));
        }

        return new RecordValue(attributes);
    }

    /// <summary>A value; <paramref name="type"/> is what it should be, when that is known.</summary>
    public Value? ReadValue(JsonElement element, JsonPath path, CedarType? type = null)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String when type is CedarType.Extension extension:
                return _extensions.ReadText(element, path, extension.Name);
            case JsonValueKind.True or JsonValueKind.False:
                return element.ValueKind == JsonValueKind.True;
            case JsonValueKind.String:
                return element.GetString()!;
            case JsonValueKind.Number when element.TryGetInt64(out var number):
                return number;
            case JsonValueKind.Number:
                Report(path, "a number must be whole and fit 64 bits");
                return null;
            case JsonValueKind.Array:
                return ReadSet(element, path, (type as CedarType.Set)?.Element);
            case JsonValueKind.Object when type is CedarType.Entity || element.TryGetProperty(EntityEscape, out _):
                return ReadUid(element, path);
            case JsonValueKind.Object when element.TryGetProperty(ExtensionEscape, out var call):
                return HasOnly(element, path, required: [ExtensionEscape]) ? _extensions.Read(call, path, isTyped: type is CedarType.Extension) : null;
            case JsonValueKind.Object when type is CedarType.Extension:
                return _extensions.Read(element, path, isTyped: true);
            case JsonValueKind.Object:
                return ReadRecord(element, path, (type as CedarType.Record)?.Attributes);
            default:
                Report(path, "null is not a Cedar value");
                return null;
        }
    }

    public string? ReadText(JsonElement element, JsonPath path)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return element.GetString();
        }

        Report(path, $"expected a string, found {Describe(element)}");
        return null;
    }

    private SetValue? ReadSet(JsonElement element, JsonPath path, CedarType? type)
    {
        var elements = new List<Value>();
        foreach (var item in element.EnumerateArray())
        {
            if (ReadValue(item, path.Element(elements.Count), type) is not { } value)
            {
                return null;
            }

            elements.Add(value);
        }

        return new SetValue(elements);
    }

    public static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}
