using System.Text.Json;
using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Entities;

/// <summary>Reads Cedar values from JSON; collects faults, each with the path that led to it.</summary>
internal sealed class JsonValueReader
{
    private const string EntityEscape = "__entity";
    private const string ExtensionEscape = "__extn";
    private const string ExpressionEscape = "__expr";

    public List<EntityFault> Faults { get; } = [];

    /// <summary>The entity whose data is being read, for the faults.</summary>
    public EntityUid? Entity { get; set; }

    public void Report(string path, string message) => Faults.Add(new EntityFault(Entity, $"{path}: {message}"));

    /// <summary>Whether the element is an object with all required and no unknown properties; reports when not.</summary>
    public bool HasOnly(JsonElement element, string path, ReadOnlySpan<string> required, ReadOnlySpan<string> optional = default)
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
                Report(path, $"unknown property {StringValue.Quote(property.Name)}");
                return false;
            }
        }

        return true;
    }

    /// <summary>An entity's name, plain or in its escape.</summary>
    public EntityUid? ReadUid(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(EntityEscape, out var escaped))
        {
            return HasOnly(element, path, required: [EntityEscape]) ? ReadUid(escaped, path) : null;
        }

        if (!HasOnly(element, path, required: ["type", "id"])
            || ReadText(element.GetProperty("type"), path + ".type") is not { } type
            || ReadText(element.GetProperty("id"), path + ".id") is not { } id)
        {
            return null;
        }

        if (!EntityUid.TryCreate(type, id, out var uid))
        {
            Report(path + ".type", $"{StringValue.Quote(type)} is not the name of an entity type");
        }

        return uid;
    }

    public RecordValue? ReadRecord(JsonElement element, string path)
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

            if (ReadValue(property.Value, $"{path}.{property.Name}") is not { } value)
            {
                return null;
            }

            attributes.Add(KeyValuePair.Create(property.Name, value));
        }

        return new RecordValue(attributes);
    }

    public Value? ReadValue(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
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
                return ReadSet(element, path);
            case JsonValueKind.Object when element.TryGetProperty(EntityEscape, out _):
                return ReadUid(element, path);
            case JsonValueKind.Object when element.TryGetProperty(ExtensionEscape, out var call):
                return HasOnly(element, path, required: [ExtensionEscape]) ? new JsonExtensionReader(this).Read(call, path) : null;
            case JsonValueKind.Object:
                return ReadRecord(element, path);
            default:
                Report(path, "null is not a Cedar value");
                return null;
        }
    }

    public string? ReadText(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return element.GetString();
        }

        Report(path, $"expected a string, found {Describe(element)}");
        return null;
    }

    private SetValue? ReadSet(JsonElement element, string path)
    {
        var elements = new List<Value>();
        foreach (var item in element.EnumerateArray())
        {
            if (ReadValue(item, $"{path}[{elements.Count}]") is not { } value)
            {
                return null;
            }

            elements.Add(value);
        }

        return new SetValue(elements);
    }

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}
