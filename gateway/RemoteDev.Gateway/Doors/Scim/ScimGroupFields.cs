using System.Text.Json;
using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>A group as a request describes it.</summary>
internal sealed class ScimGroupFields
{
    /// <summary>Members of one group.</summary>
    public const int Most = 10_000;

    private readonly HashSet<string> _members;

    public ScimGroupFields(IEnumerable<string> members) => _members = new HashSet<string>(members, StringComparer.Ordinal);

    public string? DisplayName { get; set; }

    public string? ExternalId { get; set; }

    /// <summary>Ids; nobody has said yet that they are anybody's.</summary>
    public IReadOnlyCollection<string> Members => _members;

    /// <summary>Takes every attribute of an object. Members are those of the object, or those beside what there was.</summary>
    public ScimAnswer? SetAll(JsonElement body, bool adding)
    {
        foreach (var attribute in body.EnumerateObject())
        {
            if (Set(attribute.Name, attribute.Value, adding) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    public ScimAnswer? Set(string path, JsonElement value, bool adding)
    {
        switch (ScimFilter.Plain(path))
        {
            case "displayname":
                return Text(value, text => DisplayName = text, "displayName");
            case "externalid":
                return Text(value, text => ExternalId = text, "externalId");
            case "members":
                if (!adding)
                {
                    _members.Clear();
                }

                return Each(value, id => _members.Add(id));
            case "schemas" or "id" or "meta":
                return null;
            default:
                return path.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)
                    ? null
                    : ScimAnswer.Fault(StatusCodes.Status400BadRequest, "The path names no attribute of a group.", "invalidPath");
        }
    }

    /// <summary><c>members</c>, with those to remove as the value or without it all; <c>members[value eq "ada"]</c>; <c>externalId</c>.</summary>
    public ScimAnswer? Remove(string path, JsonElement value)
    {
        var name = ScimFilter.Plain(path);
        if (name == "externalid")
        {
            ExternalId = null;
            return null;
        }

        if (name == "members")
        {
            if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            {
                _members.Clear();
                return null;
            }

            return Each(value, id => _members.Remove(id));
        }

        // The name is in lower case, a value need not be.
        if (name.StartsWith("members[", StringComparison.Ordinal) && path[^1] == ']'
            && ScimFilter.Read(path[(path.IndexOf('[', StringComparison.Ordinal) + 1)..^1], out _) is { Terms: [("value", var id)] })
        {
            _members.Remove(id);
            return null;
        }

        return ScimAnswer.Fault(StatusCodes.Status400BadRequest, "The path names nothing of a group that can be removed.", "invalidPath");
    }

    private static ScimAnswer? Text(JsonElement value, Action<string?> take, string name)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            take(null);
            return null;
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString()?.Trim() is not { Length: > 0 and <= Limits.Item } text || text.Any(char.IsControl))
        {
            return ScimAnswer.Invalid($"{name} is not one line of text of at most {Limits.Item} characters.");
        }

        take(text);
        return null;
    }

    private ScimAnswer? Each(JsonElement value, Action<string> take)
    {
        JsonElement[] items = value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray()],
            JsonValueKind.Object => [value],
            _ => [],
        };
        foreach (var item in items)
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("value", out var id) || id.ValueKind != JsonValueKind.String
                || id.GetString() is not { Length: > 0 and <= Limits.Name } text)
            {
                return ScimAnswer.Invalid("A member has no value that is the id of a user.");
            }

            take(text);
        }

        return _members.Count <= Most ? null : ScimAnswer.Fault(StatusCodes.Status400BadRequest, $"A group has at most {Most} members.", "tooMany");
    }
}
